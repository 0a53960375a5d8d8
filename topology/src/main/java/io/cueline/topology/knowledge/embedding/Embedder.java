package io.cueline.topology.knowledge.embedding;

import java.util.List;

/**
 * Texts as vectors of their meaning: the nearer two texts are in meaning, the greater their
 * vectors' product. Thread-safe; every call works on the caller's thread.
 */
public interface Embedder extends AutoCloseable {

  /**
   * Of each text, in order, a vector of length 1. Texts beside it move a vector a little (int8
   * weights are scaled by what is in a batch), a text alone always gives the same. What goes beyond
   * the model's longest text is not seen.
   *
   * @throws IllegalStateException after {@link #close} or where the runtime fails
   */
  List<float[]> embed(List<String> texts);

  default float[] embed(String text) {
    return embed(List.of(text)).getFirst();
  }

  /** A text's vector, alone, and which of its words the model looked at. */
  default Attended read(String text) {
    return new Attended(embed(text), List.of());
  }

  /** Name and version of what makes the vectors: those of another cannot be compared with them. */
  String model();

  /** Numbers in a vector. */
  int dimension();

  /** Waits for no call under way: those fail. */
  @Override
  void close();
}
