package io.cueline.topology.knowledge.embedding;

import java.util.List;

/** What a model makes of a text. */
public final class Attended {

  private final float[] vector;
  private final List<Look> looks;

  /**
   * @param vector of its meaning; length 1
   * @param looks how much the model looked at which part; none where it does not tell
   */
  public Attended(float[] vector, List<Look> looks) {
    this.vector = vector;
    this.looks = List.copyOf(looks);
  }

  /** Not to be changed: it may be shared. */
  public float[] vector() {
    return vector;
  }

  /** In the order of the text. */
  public List<Look> looks() {
    return looks;
  }

  /**
   * A word, or a piece of one.
   *
   * @param start first character in the text, UTF-16
   * @param end behind its last
   * @param attention the mean that all pieces of the text paid to it; all of a text's are 1 at most
   */
  public record Look(int start, int end, float attention) {}
}
