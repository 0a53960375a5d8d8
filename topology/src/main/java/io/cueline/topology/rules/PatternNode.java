package io.cueline.topology.rules;

import io.cueline.topology.text.Characters;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A regular expression taken apart as far as we need to: to find its edges and the words that each
 * match must contain. RE2/J remains the judge of what it means.
 */
sealed interface PatternNode {

  /** First character in the pattern. */
  int from();

  /** The one after the last. */
  int to();

  /** A character that stands for itself. */
  record Literal(int from, int to, int codePoint) implements PatternNode {}

  /**
   * One character of a set; {@code choices} holds them where they are few and plain, else empty.
   */
  record OneOf(int from, int to, List<Integer> choices) implements PatternNode {}

  /** White space, which in normalised text is always a single space. */
  record Blank(int from, int to) implements PatternNode {}

  /** Matches no characters: {@code ^}, {@code \b} and the like, or flags. */
  record Empty(int from, int to, String source) implements PatternNode {}

  /** A look-around. */
  record Look(int from, int to, boolean behind, boolean negative, PatternNode body)
      implements PatternNode {}

  record Sequence(int from, int to, List<PatternNode> items) implements PatternNode {}

  record Choice(int from, int to, List<PatternNode> options) implements PatternNode {}

  record Group(int from, int to, PatternNode body) implements PatternNode {}

  /** {@code max} is {@link Integer#MAX_VALUE} where there is no limit. */
  record Repeat(int from, int to, PatternNode body, int min, int max) implements PatternNode {}

  /** Whether there is a look-around anywhere inside. */
  static boolean looksAround(PatternNode node) {
    return switch (node) {
      case Look look -> true;
      case Sequence sequence -> sequence.items().stream().anyMatch(PatternNode::looksAround);
      case Choice choice -> choice.options().stream().anyMatch(PatternNode::looksAround);
      case Group group -> looksAround(group.body());
      case Repeat repeat -> looksAround(repeat.body());
      case Literal literal -> false;
      case OneOf oneOf -> false;
      case Blank blank -> false;
      case Empty empty -> false;
    };
  }

  /** About how many instructions it takes with its repetitions written out. */
  static long size(PatternNode node) {
    return switch (node) {
      case Literal literal -> 1;
      case OneOf oneOf -> 1;
      case Blank blank -> 1;
      case Empty empty -> 1;
      case Look look -> size(look.body());
      case Sequence sequence -> sequence.items().stream().mapToLong(PatternNode::size).sum();
      case Choice choice -> choice.options().stream().mapToLong(PatternNode::size).sum();
      case Group group -> size(group.body());
      case Repeat repeat -> {
        int times = repeat.max() == Integer.MAX_VALUE ? repeat.min() + 1 : repeat.max();
        yield Math.min(LARGE, Math.max(1, size(repeat.body())) * Math.max(1, times));
      }
    };
  }

  /** Whether each match contains an ASCII digit, as far as can be seen. */
  static boolean needsDigit(String pattern, PatternNode node) {
    return switch (node) {
      case Literal literal -> Characters.isDigit(literal.codePoint());
      case OneOf oneOf -> DIGITS.matcher(pattern.substring(oneOf.from(), oneOf.to())).matches();
      case Sequence sequence -> sequence.items().stream().anyMatch(it -> needsDigit(pattern, it));
      case Choice choice -> choice.options().stream().allMatch(it -> needsDigit(pattern, it));
      case Group group -> needsDigit(pattern, group.body());
      case Repeat repeat -> repeat.min() > 0 && needsDigit(pattern, repeat.body());
      case Blank blank -> false;
      case Empty empty -> false;
      case Look look -> false;
    };
  }

  /** A class of digits only. */
  Pattern DIGITS = Pattern.compile("\\\\d|\\[(\\\\d|\\d(-\\d)?)+]");

  /** As good as any larger size, and far from overflowing when multiplied. */
  long LARGE = 1_000_000_000L;
}
