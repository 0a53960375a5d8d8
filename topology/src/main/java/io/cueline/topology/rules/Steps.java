package io.cueline.topology.rules;

/**
 * How much work a phrase may be to one utterance, counted in what does not depend on the machine:
 * characters read times instructions of the pattern that may be busy with each. A warm processor of
 * today does one in about a nanosecond, seldom in two. Not thread-safe.
 */
final class Steps {

  /** More than any pattern that is accepted needs for an utterance of 500 characters. */
  static final long MOST = 2_000_000;

  /** Below this much a single look at a text is not worth being counted. */
  private static final long SMALL = 10_000;

  /** What a character costs the simplest pattern. */
  private static final int LEAST = 16;

  /** There are none left. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1;

    Exhausted() {
      super("too much work for one utterance", null, false, false);
    }
  }

  private long left;

  Steps(long left) {
    this.left = left;
  }

  long left() {
    return left;
  }

  /** Whether a pattern of so many instructions may be matched without counting. */
  static boolean isSmall(String text, int instructions) {
    return (long) text.length() * (LEAST + instructions) <= SMALL;
  }

  /** The text, which ends in {@link Exhausted} when it has been read too often. */
  CharSequence counted(String text, int instructions) {
    return new Counted(text, LEAST + instructions);
  }

  private final class Counted implements CharSequence {
    private final String text;
    private final int price;

    Counted(String text, int price) {
      this.text = text;
      this.price = price;
    }

    @Override
    public char charAt(int index) {
      left -= price;
      if (left < 0) {
        throw new Exhausted();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
