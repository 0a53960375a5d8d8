package io.cueline.topology.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Masks personal data before text is written to audit, cues, queries or a remote call: card, social
 * security and account numbers, dates of birth, e-mail addresses, telephone numbers, written or
 * spoken. In doubt it masks. Time is linear in the length. Pure, thread-safe.
 */
public final class Redactor {

  /** Bounds the work on texts made to be looked at for ever. */
  private static final int MOST_LOOKS = 8;

  private Redactor() {}

  /**
   * The text with personal data replaced by asterisks: of the same length, white space kept, so
   * that spans stay what they are. Redacting again changes nothing.
   */
  public static String redact(String text) {
    String before = text;
    String after = mask(before);
    // What is masked may part a number from the words that hid it: looked at again, it shows. A
    // look that masks nothing is the last, mostly the first or second.
    for (int look = 1; look < MOST_LOOKS && !after.equals(before); look++) {
      before = after;
      after = mask(before);
    }
    return after;
  }

  private static String mask(String text) {
    List<PersonalSpan> spans = Hints.in(text) ? find(text) : List.of();
    if (spans.isEmpty()) {
      return text;
    }
    char[] characters = text.toCharArray();
    for (PersonalSpan span : spans) {
      for (int index = span.start(); index < span.end(); index++) {
        if (!Character.isWhitespace(characters[index])) {
          characters[index] = '*';
        }
      }
    }
    return new String(characters);
  }

  /** What would be masked, in the order of the text, not overlapping. */
  public static List<PersonalSpan> find(String text) {
    List<PersonalSpan> spans = new ArrayList<>();
    List<Token> tokens = Token.of(text);
    EmailAddresses.find(text, tokens, spans);
    Dates.find(tokens, spans);
    NumberRuns.find(text, tokens, spans);
    spans.sort(Comparator.comparingInt(PersonalSpan::start).thenComparingInt(PersonalSpan::end));
    return merged(spans);
  }

  /** What overlaps is one, of the longer one's kind. */
  private static List<PersonalSpan> merged(List<PersonalSpan> spans) {
    List<PersonalSpan> merged = new ArrayList<>();
    for (PersonalSpan span : spans) {
      PersonalSpan last = merged.isEmpty() ? span : merged.getLast();
      if (merged.isEmpty() || span.start() >= last.end()) {
        merged.add(span);
      } else {
        boolean longer = span.end() - span.start() > last.end() - last.start();
        merged.removeLast();
        merged.add(
            new PersonalSpan(
                longer ? span.kind() : last.kind(),
                last.start(),
                Math.max(last.end(), span.end())));
      }
    }
    return List.copyOf(merged);
  }
}
