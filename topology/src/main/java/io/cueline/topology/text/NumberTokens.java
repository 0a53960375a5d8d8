package io.cueline.topology.text;

import io.cueline.topology.text.NumberWords.Meaning;
import io.cueline.topology.text.NumberWords.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a text that may belong to a number, in order. */
final class NumberTokens {

  /**
   * A word of a number, or digits as written.
   *
   * @param digits as written, without separators; empty for a word
   * @param joined it follows the token before with only a space or a dash between
   */
  record Token(int start, int end, @Nullable Meaning meaning, String digits, boolean joined) {
    boolean is(Role role) {
      return meaning != null && meaning.role() == role;
    }

    boolean written() {
      return !digits.isEmpty();
    }

    long value() {
      return meaning == null ? 0 : meaning.value();
    }

    String sign() {
      return meaning == null ? "" : meaning.sign();
    }
  }

  private NumberTokens() {}

  /** Empty where nothing in the text is a number. */
  static List<Token> of(String text) {
    List<Token> tokens = List.of();
    boolean number = false;
    int index = 0;
    while (index < text.length()) {
      char character = text.charAt(index);
      int end = index + 1;
      if (Characters.isDigit(character) && !Characters.wordAt(text, index - 1)) {
        end = numberEnd(text, index);
        if (!Characters.wordAt(text, end)) {
          tokens = tokens.isEmpty() ? new ArrayList<>() : tokens;
          String digits = text.substring(index, end).replace(",", "");
          boolean joined = joined(tokens, text, index) && text.charAt(index - 1) != '-';
          tokens.add(new Token(index, end, null, digits, joined));
          number = true;
        } else {
          end = Characters.wordEnd(text, end);
        }
      } else if (character == '%') {
        tokens = tokens.isEmpty() ? new ArrayList<>() : tokens;
        Meaning percent = new Meaning(Role.UNIT, 0, "%");
        tokens.add(new Token(index, end, percent, "", joined(tokens, text, index)));
      } else if (Characters.wordAt(text, index)) {
        end = Characters.wordEnd(text, index);
        Meaning meaning = NumberWords.of(text, index, end);
        if (meaning == null && end - index == 3 && text.startsWith("per cent", index)) {
          if (!Characters.wordAt(text, index + 8)) {
            meaning = new Meaning(Role.UNIT, 0, "%");
            end = index + 8;
          }
        }
        if (meaning != null) {
          tokens = tokens.isEmpty() ? new ArrayList<>() : tokens;
          tokens.add(new Token(index, end, meaning, "", joined(tokens, text, index)));
          number |= meaning.role() != Role.A && meaning.role() != Role.AND;
        }
      }
      index = end;
    }
    return number ? tokens : List.of();
  }

  private static boolean joined(List<Token> tokens, String text, int start) {
    if (tokens.isEmpty()) {
      return false;
    }
    int before = tokens.getLast().end();
    return before == start
        || (before + 1 == start && (text.charAt(before) == ' ' || text.charAt(before) == '-'));
  }

  /** The end of digits as written: 1250, 1,250.50, 5.9. */
  private static int numberEnd(String text, int start) {
    int end = start;
    boolean point = false;
    while (end < text.length()) {
      char character = text.charAt(end);
      boolean separator =
          (character == '.' || character == ',') && !point && Characters.digitAt(text, end + 1);
      if (!Characters.isDigit(character) && !separator) {
        break;
      }
      point |= character == '.';
      end++;
    }
    return end;
  }
}
