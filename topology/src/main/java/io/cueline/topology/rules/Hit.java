package io.cueline.topology.rules;

import java.util.Comparator;

/**
 * A phrase found in an utterance. Speaker, language and confidence have not been looked at.
 *
 * @param phrase index into the rule's phrases, or into those of its trigger
 * @param start first character in the utterance as said, UTF-16; negative where the hit began in
 *     the tail of the speaker's utterance before
 * @param end the one after the last, 1 or more
 * @param voided it overlaps an {@code unless} phrase of the rule
 */
public record Hit(Rule rule, Role role, int phrase, int start, int end, boolean voided) {

  /** What the phrase is to the rule. */
  public enum Role {
    /** One of the rule's own phrases. */
    PHRASE,
    /** One of those that start a disclosure's clock. */
    AFTER
  }

  /** In the order of the text. */
  public static final Comparator<Hit> ORDER =
      Comparator.comparingInt(Hit::start)
          .thenComparingInt(Hit::end)
          .thenComparing(hit -> hit.rule().id())
          .thenComparingInt(Hit::phrase)
          .thenComparing(Hit::role);

  public Hit {
    if (end < 1 || start >= end) {
      throw new IllegalArgumentException("no hit: [%d, %d)".formatted(start, end));
    }
  }
}
