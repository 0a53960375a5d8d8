package io.cueline.topology.rules;

import io.cueline.topology.rules.PatternNode.Blank;
import io.cueline.topology.rules.PatternNode.OneOf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Reads {@code […]} in a regular expression. */
final class CharacterClass {

  private static final int FEW = 4;

  private final String pattern;
  private final int from;

  CharacterClass(String pattern, int from) {
    this.pattern = pattern;
    this.from = from;
  }

  /**
   * @param end told where it ends
   */
  PatternNode read(IntConsumer end) throws PhraseRefusal {
    int at = from + 1;
    boolean negated = pattern.startsWith("^", at);
    at += negated ? 1 : 0;
    boolean first = true;
    boolean plain = !negated;
    List<Integer> members = new ArrayList<>();
    while (at < pattern.length() && (first || pattern.charAt(at) != ']')) {
      first = false;
      if (pattern.startsWith("[:", at) && pattern.indexOf(":]", at) > 0) {
        at = pattern.indexOf(":]", at) + 2;
        plain = false;
      } else if (pattern.charAt(at) == '\\' && at + 1 < pattern.length()) {
        char escaped = pattern.charAt(at + 1);
        if (escaped == 's') {
          members.add((int) ' ');
        } else if (Character.isLetterOrDigit(escaped)) {
          plain = false;
        } else {
          members.add((int) escaped);
        }
        at += 2;
      } else {
        int codePoint = pattern.codePointAt(at);
        at += Character.charCount(codePoint);
        plain &= codePoint != '-';
        members.add(codePoint);
      }
    }
    if (at >= pattern.length()) {
      throw new PhraseRefusal("missing ']'", "write \\[ for a bracket itself");
    }
    at++;
    end.accept(at);
    List<Integer> choices = members.stream().distinct().toList();
    if (plain && choices.equals(List.of((int) ' '))) {
      return new Blank(from, at);
    }
    return new OneOf(from, at, plain && choices.size() <= FEW ? choices : List.of());
  }
}
