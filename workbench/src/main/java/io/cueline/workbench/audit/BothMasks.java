package io.cueline.workbench.audit;

import io.cueline.ingest.masking.Masker;
import io.cueline.topology.redaction.PersonalSpan;
import io.cueline.topology.redaction.Redactor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the product makes of a text, one mask after the other: ingest's before Kafka, the topology's
 * before anything is kept or sent.
 */
public final class BothMasks {

  /** The least number of digits of a card. */
  private static final int CARD_DIGITS = 12;

  private static final Pattern DIGIT_OR_WORD = Pattern.compile("\\d|\\p{L}+");

  /**
   * Something masked.
   *
   * @param kind CARD, CODE (a security code or PIN), or a kind of the topology's mask
   */
  public record Span(String kind, int start, int end) {}

  /**
   * A masked text, of the length it had.
   *
   * @param spans in the order of the text
   */
  public record Masked(String text, List<Span> spans) {
    public Masked {
      spans = List.copyOf(spans);
    }
  }

  private BothMasks() {}

  public static Masked mask(String text) {
    String first = Masker.mask(text);
    List<Span> spans = new ArrayList<>(atIngest(text, first));
    for (PersonalSpan span : Redactor.find(first)) {
      spans.add(new Span(span.kind().name(), span.start(), span.end()));
    }
    spans.sort(Comparator.comparingInt(Span::start));
    return new Masked(Redactor.redact(first), spans);
  }

  /** What the first mask changed; what only separators divide is one. */
  private static List<Span> atIngest(String text, String masked) {
    List<Span> spans = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == masked.charAt(at)) {
        at++;
        continue;
      }
      int end = at + 1;
      for (int next = end; next < text.length(); next++) {
        if (text.charAt(next) != masked.charAt(next)) {
          end = next + 1;
        } else if (Character.isLetterOrDigit(text.charAt(next))) {
          break;
        }
      }
      spans.add(new Span(kind(text.substring(at, end)), at, end));
      at = end;
    }
    return spans;
  }

  private static String kind(String secret) {
    long digits = DIGIT_OR_WORD.matcher(secret).results().count();
    return digits >= CARD_DIGITS ? "CARD" : "CODE";
  }
}
