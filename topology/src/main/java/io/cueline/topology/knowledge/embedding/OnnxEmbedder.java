package io.cueline.topology.knowledge.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cueline.topology.knowledge.embedding.Attended.Look;
import io.cueline.topology.knowledge.embedding.Transformer.Pooling;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * A transformer run by ONNX on the caller's thread alone, as many callers at once as like. Texts of
 * one length go together, so that nothing is padded.
 */
public final class OnnxEmbedder implements Embedder {

  /** Pieces a text has at most; attention costs its square, and what answers is shorter. */
  public static final int MAX_TOKENS = 256;

  /** Gains a fifth on short texts, nothing on long ones. */
  private static final int MAX_BATCH = 16;

  private final Transformer model;
  private final WordPiece pieces;
  private final OrtEnvironment environment;
  private final OrtSession session;

  /** The output that the text's vector is taken from. */
  private final String meaning;

  private final AtomicBoolean closed = new AtomicBoolean();

  private OnnxEmbedder(
      Transformer model, WordPiece pieces, OrtEnvironment environment, OrtSession session) {
    this.model = model;
    this.pieces = pieces;
    this.environment = environment;
    this.session = session;
    this.meaning =
        session.getOutputNames().stream()
            .filter(name -> !name.equals(model.attention()))
            .findFirst()
            .orElseThrow();
  }

  /** Takes half a second and some 40 MB outside the heap. */
  public static OnnxEmbedder open(Transformer model) {
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      environment.setTelemetry(false);
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        OrtSession session = environment.createSession(model.weights(), options);
        return new OnnxEmbedder(model, new WordPiece(model.vocabulary()), environment, session);
      }
    } catch (OrtException failure) {
      throw new IllegalStateException("cannot load " + model.id(), failure);
    }
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    List<List<Token>> all = texts.stream().map(text -> pieces.tokens(text, MAX_TOKENS)).toList();
    List<Integer> byLength =
        IntStream.range(0, all.size())
            .boxed()
            .sorted(Comparator.comparingInt(index -> all.get(index).size()))
            .toList();
    float[][] vectors = new float[texts.size()][];
    int from = 0;
    while (from < byLength.size()) {
      int length = all.get(byLength.get(from)).size();
      int to = from + 1;
      while (to < byLength.size()
          && to - from < MAX_BATCH
          && all.get(byLength.get(to)).size() == length) {
        to++;
      }
      List<Integer> batch = byLength.subList(from, to);
      List<float[]> found = run(batch.stream().map(all::get).toList(), length);
      for (int index = 0; index < batch.size(); index++) {
        vectors[batch.get(index)] = found.get(index);
      }
      from = to;
    }
    return List.of(vectors);
  }

  private List<float[]> run(List<List<Token>> batch, int length) {
    return run(
        batch,
        length,
        Set.of(meaning),
        result -> {
          FloatBuffer hidden = output(result, meaning);
          List<float[]> vectors = new ArrayList<>(batch.size());
          for (int row = 0; row < batch.size(); row++) {
            vectors.add(vector(hidden, row * length, length));
          }
          return vectors;
        });
  }

  @Override
  public Attended read(String text) {
    List<Token> tokens = pieces.tokens(text, MAX_TOKENS);
    return run(
        List.of(tokens),
        tokens.size(),
        Set.of(meaning, model.attention()),
        result ->
            new Attended(
                vector(output(result, meaning), 0, tokens.size()),
                looks(tokens, output(result, model.attention()))));
  }

  /** The mean over all heads and all pieces that look, without the marks at both ends. */
  private static List<Look> looks(List<Token> tokens, FloatBuffer attention) {
    int length = tokens.size();
    float[] paid = new float[length];
    int looking = 0;
    for (int row = 0; attention.remaining() >= length; row++) {
      boolean mark = row % length == 0 || row % length == length - 1;
      for (int at = 0; at < length; at++) {
        float each = attention.get();
        paid[at] += mark ? 0 : each;
      }
      looking += mark ? 0 : 1;
    }
    List<Look> looks = new ArrayList<>();
    for (int at = 1; at < length - 1; at++) {
      Token token = tokens.get(at);
      looks.add(new Look(token.start(), token.end(), paid[at] / looking));
    }
    return looks;
  }

  @FunctionalInterface
  private interface Reader<R> {
    R of(OrtSession.Result result) throws OrtException;
  }

  private <R> R run(List<List<Token>> batch, int length, Set<String> outputs, Reader<R> reader) {
    long[] ids = new long[batch.size() * length];
    long[] seen = new long[ids.length];
    Arrays.fill(seen, 1);
    for (int row = 0; row < batch.size(); row++) {
      for (int at = 0; at < length; at++) {
        ids[row * length + at] = batch.get(row).get(at).id();
      }
    }
    long[] shape = {batch.size(), length};
    try (OnnxTensor idTensor = tensor(ids, shape);
        OnnxTensor seenTensor = tensor(seen, shape);
        OnnxTensor partTensor = tensor(new long[ids.length], shape);
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids",
                    idTensor,
                    "attention_mask",
                    seenTensor,
                    "token_type_ids",
                    partTensor),
                outputs)) {
      return reader.of(result);
    } catch (OrtException failure) {
      throw new IllegalStateException("the model failed", failure);
    }
  }

  private static FloatBuffer output(OrtSession.Result result, String name) {
    return ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
  }

  private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  private float[] vector(FloatBuffer hidden, int first, int length) {
    int size = Transformer.DIMENSION;
    float[] vector = new float[size];
    int counted = model.pooling() == Pooling.START ? 1 : length;
    for (int token = 0; token < counted; token++) {
      for (int at = 0; at < size; at++) {
        vector[at] += hidden.get((first + token) * size + at);
      }
    }
    double square = 0;
    for (float each : vector) {
      square += each * each;
    }
    float scale = square == 0 ? 0 : (float) (1 / Math.sqrt(square));
    for (int at = 0; at < size; at++) {
      vector[at] *= scale;
    }
    return vector;
  }

  @Override
  public String model() {
    return model.id();
  }

  @Override
  public int dimension() {
    return Transformer.DIMENSION;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      session.close();
    } catch (OrtException failure) {
      throw new IllegalStateException("cannot close the model", failure);
    }
  }
}
