package io.cueline.topology.knowledge.embedding;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** The models that come with us: weights and vocabulary out of Maven artifacts, int8. */
public enum Transformer {
  /** Better at questions and answers; 12 layers. */
  BGE_SMALL("bge-small-en-v1.5-q", Pooling.START, 9),
  /** Half the work; 6 layers. */
  MINI_LM("all-minilm-l6-v2-q", Pooling.MEAN, 4);

  /** Both have it. */
  static final int DIMENSION = 384;

  /** Which part of the output is the text's vector. */
  enum Pooling {
    /** That of the mark at the start. */
    START,
    /** The mean of all. */
    MEAN
  }

  private final String resource;
  private final Pooling pooling;
  private final String attention;

  Transformer(String resource, Pooling pooling, int attentionLayer) {
    this.resource = resource;
    this.pooling = pooling;
    this.attention = "/encoder/layer.%d/attention/self/Softmax_output_0".formatted(attentionLayer);
  }

  Pooling pooling() {
    return pooling;
  }

  /** As vectors name it. */
  String id() {
    return resource;
  }

  /** The output that tells attention, by head, by piece that looks, by piece that is looked at. */
  String attention() {
    return attention;
  }

  /** With {@link #attention} among the outputs. */
  byte[] weights() {
    try (InputStream in = open("/" + resource + ".onnx")) {
      byte[] weights = in.readAllBytes();
      byte[] more = graphWithOutput(attention);
      byte[] all = Arrays.copyOf(weights, weights.length + more.length);
      System.arraycopy(more, 0, all, weights.length, more.length);
      return all;
    } catch (IOException failure) {
      throw new UncheckedIOException("reading " + resource, failure);
    }
  }

  /**
   * A model's second {@code graph} field with nothing but the name of an output, in protobuf, which
   * puts it together with the first: field 7 of the model, in it field 12, in that field 1.
   */
  private static byte[] graphWithOutput(String name) {
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    field.write((7 << 3) | 2);
    field.write(text.length + 4);
    field.write((12 << 3) | 2);
    field.write(text.length + 2);
    field.write((1 << 3) | 2);
    field.write(text.length);
    field.writeBytes(text);
    return field.toByteArray();
  }

  Map<String, Integer> vocabulary() {
    ObjectMapper json = new ObjectMapper();
    try (InputStream in = open("/" + resource + "-tokenizer.json")) {
      return json.convertValue(
          json.readTree(in).at("/model/vocab"), new TypeReference<Map<String, Integer>>() {});
    } catch (IOException failure) {
      throw new UncheckedIOException("reading the vocabulary of " + resource, failure);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = Transformer.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IOException("no " + resource + " on the class path");
    }
    return in;
  }
}
