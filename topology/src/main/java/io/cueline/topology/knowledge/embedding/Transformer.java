package io.cueline.topology.knowledge.embedding;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The models that come with us: weights and vocabulary out of Maven artifacts, int8. */
public enum Transformer {
  /** Better at questions and answers; 12 layers. */
  BGE_SMALL("bge-small-en-v1.5-q", Pooling.START),
  /** Half the work; 6 layers. */
  MINI_LM("all-minilm-l6-v2-q", Pooling.MEAN);

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

  Transformer(String resource, Pooling pooling) {
    this.resource = resource;
    this.pooling = pooling;
  }

  Pooling pooling() {
    return pooling;
  }

  /** As vectors name it. */
  String id() {
    return resource;
  }

  byte[] weights() {
    try (InputStream in = open("/" + resource + ".onnx")) {
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException("reading " + resource, failure);
    }
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
