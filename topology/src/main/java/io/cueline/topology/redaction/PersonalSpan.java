package io.cueline.topology.redaction;

/**
 * Personal data found in a text.
 *
 * @param start first character, UTF-16
 * @param end the one after the last
 */
public record PersonalSpan(Kind kind, int start, int end) {

  /** What it seems to be. */
  public enum Kind {
    CARD,
    SOCIAL_SECURITY,
    ACCOUNT,
    DATE_OF_BIRTH,
    EMAIL,
    PHONE,
    INTERNET_ADDRESS
  }

  public PersonalSpan {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("no span: [%d, %d)".formatted(start, end));
    }
  }
}
