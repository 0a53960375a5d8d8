package io.cueline.topology.text;

import io.cueline.topology.text.NumberTokens.Token;
import io.cueline.topology.text.NumberWords.Role;
import java.util.List;

/**
 * Reads one number from its tokens: either groups said one after the other ("four one one", "twenty
 * twenty five", "twelve fifty"), which are put side by side, or a sum with hundreds and thousands.
 * Decimals may follow. Not thread-safe.
 */
final class NumberGrammar {

  private final List<Token> tokens;
  private final int first;
  private final StringBuilder digits = new StringBuilder();
  private int next;

  NumberGrammar(List<Token> tokens, int first) {
    this.tokens = tokens;
    this.first = first;
    this.next = first;
  }

  String digits() {
    return digits.toString();
  }

  /** The first token that does not belong to the number. */
  int next() {
    return next;
  }

  /** Whether a number begins at the first token. */
  boolean read() {
    Token start = tokens.get(first);
    if (start.is(Role.POINT)) {
      digits.append('0');
      return decimals();
    }
    if (start.is(Role.A) && (at(first + 1, Role.HUNDRED) || at(first + 1, Role.SCALE))) {
      next = first + 1;
      sum(1);
    } else if (start.is(Role.OH) && !at(first + 1, Role.DIGIT)) {
      return false;
    } else if (!groups()) {
      return false;
    }
    if (digits.indexOf(".") < 0 && !decimals()) {
      fraction();
    }
    return true;
  }

  /** Reads groups side by side, up to one that a hundred or thousand follows. */
  private boolean groups() {
    while (true) {
      int start = next;
      boolean written = follows(start) && tokens.get(start).written();
      String group = group();
      if (group.isEmpty()) {
        return next > first;
      }
      boolean scaled = at(next, Role.HUNDRED) || at(next, Role.SCALE);
      if (scaled && start == first && group.length() < 7 && group.indexOf('.') < 0) {
        sum(Long.parseLong(group));
        return true;
      }
      if (start > first && (scaled || (written && group.length() > 1))) {
        next = start; // the next number begins here
        return true;
      }
      digits.append(group);
      if (written && group.length() > 1) {
        return true; // written numbers of several digits stand alone
      }
    }
  }

  /** One of: twenty five, twenty, twelve, five, oh, or digits as written. Empty for none. */
  private String group() {
    if (!follows(next)) {
      return "";
    }
    Token token = tokens.get(next);
    if (token.written()) {
      next++;
      return token.digits();
    }
    if (token.is(Role.TENS)) {
      next++;
      if (at(next, Role.DIGIT) && tokens.get(next).value() > 0) {
        return Long.toString(token.value() + tokens.get(next++).value());
      }
      return Long.toString(token.value());
    }
    if (token.is(Role.DIGIT) || token.is(Role.TEEN) || token.is(Role.OH)) {
      next++;
      return Long.toString(token.value());
    }
    return "";
  }

  /** Goes on from a group that a hundred or a thousand follows. */
  private void sum(long group) {
    long total = 0;
    long current = group;
    long lastScale = Long.MAX_VALUE;
    boolean more = true;
    while (more) {
      if (at(next, Role.HUNDRED) && current > 0 && current < 100) {
        current *= 100;
        next++;
      } else if (at(next, Role.SCALE) && tokens.get(next).value() < lastScale) {
        lastScale = tokens.get(next).value();
        total += current * lastScale;
        current = 0;
        next++;
      } else {
        more = false;
      }
      current += more ? addend(current) : 0;
    }
    digits.append(total + current);
  }

  /** What may be added behind a hundred (below 100) or thousand (below 1000); 0 for nothing. */
  private long addend(long current) {
    int back = next;
    if (at(next, Role.AND)) {
      next++;
    }
    String group = group();
    boolean tooMuch = group.length() > 3 || group.isEmpty() || group.indexOf('.') >= 0;
    long value = tooMuch ? 0 : Long.parseLong(group);
    if (value == 0 || (current > 0 && value >= 100)) {
      next = back;
      return 0;
    }
    return value;
  }

  /** "point nine five". */
  private boolean decimals() {
    if (!(next == first ? tokens.get(next).is(Role.POINT) : at(next, Role.POINT))) {
      return false;
    }
    int back = next;
    next++;
    int length = digits.length();
    digits.append('.');
    String group = follows(next) ? group() : "";
    while (!group.isEmpty() && group.indexOf('.') < 0) {
      digits.append(group);
      group = group();
    }
    if (digits.length() == length + 1) {
      digits.setLength(length);
      next = back;
      return false;
    }
    return true;
  }

  /** "and a half". */
  private void fraction() {
    if (at(next, Role.AND) && at(next + 1, Role.A) && at(next + 2, Role.FRACTION)) {
      digits.append('.').append(tokens.get(next + 2).sign());
      next += 3;
    }
  }

  private boolean follows(int index) {
    return index < tokens.size() && (index == first || tokens.get(index).joined());
  }

  private boolean at(int index, Role role) {
    return follows(index) && tokens.get(index).is(role);
  }
}
