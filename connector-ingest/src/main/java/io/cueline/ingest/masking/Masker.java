package io.cueline.ingest.masking;

import io.cueline.ingest.masking.SpokenDigits.Atom;
import io.cueline.ingest.masking.SpokenDigits.Run;
import java.util.BitSet;
import java.util.List;

/**
 * Masks card numbers, security codes and PINs, as digits or as words, each character by an
 * asterisk, so that every position in the text stays what it was. In doubt it masks: a number that
 * is no card's but could be is lost to the transcript, not leaked by it. Time grows with the length
 * of the text, whatever stands in it. Masking what is masked changes nothing. Stateless.
 */
public final class Masker {

  /** Fewer digits after "PIN" are a count or a day, not a secret. */
  private static final int SHORTEST_CODE = 3;

  /** PINs have up to 12 digits (ISO 9564-1). */
  private static final int LONGEST_CODE = 12;

  /** Tokens between "PIN" and its digits. */
  private static final int FARTHEST = 12;

  private Masker() {}

  /** The same text where nothing had to be masked. */
  public static String mask(String text) {
    return DigitScan.mayHold(text, SHORTEST_CODE) ? maskEvery(text) : text;
  }

  /** The same without looking first whether there is anything to look for. */
  static String maskEvery(String text) {
    List<Token> tokens = Token.of(text);
    SpokenDigits spoken = SpokenDigits.in(tokens);
    if (spoken.runs().stream().noneMatch(run -> run.digitCount() >= SHORTEST_CODE)) {
      return text;
    }
    BitSet masked = new BitSet(text.length());
    spoken.runs().forEach(run -> maskCards(text, run, masked));
    maskCodes(text, tokens, spoken, masked);
    return apply(text, masked);
  }

  private static void maskCards(String text, Run run, BitSet masked) {
    BitSet cards = CardNumbers.in(run);
    for (int at = cards.nextSetBit(0); at >= 0; at = cards.nextSetBit(at + 1)) {
      Atom atom = run.atoms().get(at);
      masked.set(atom.start(), atom.end());
      if (at > 0 && cards.get(at - 1)) {
        maskNoises(text, run.atoms().get(at - 1).end(), atom.start(), masked);
      }
    }
  }

  /** The "um" in the middle of a number goes with it; what divides its groups stays. */
  private static void maskNoises(String text, int from, int to, BitSet masked) {
    for (int at = from; at < to; at++) {
      if (Character.isLetter(text.charAt(at))) {
        masked.set(at);
      }
    }
  }

  private static void maskCodes(
      String text, List<Token> tokens, SpokenDigits spoken, BitSet masked) {
    for (int at = 0; at < tokens.size(); at++) {
      int length = Announcements.at(tokens, at);
      if (length > 0) {
        maskCodeAfter(text, tokens, at + length, spoken, masked);
      }
    }
  }

  private static void maskCodeAfter(
      String text, List<Token> tokens, int from, SpokenDigits spoken, BitSet masked) {
    int last = Math.min(tokens.size(), from + FARTHEST);
    for (int at = from; at < last; at++) {
      int number = spoken.runAt(at);
      if (number >= 0) {
        Run run = spoken.runs().get(number);
        if (run.digitCount() >= SHORTEST_CODE) {
          maskCode(text, run, masked);
          return;
        }
      } else if (!mayStandBetween(tokens.get(at))) {
        return;
      }
    }
  }

  private static boolean mayStandBetween(Token token) {
    return switch (token) {
      case Token.Digit _ -> true;
      case Token.Word word -> Announcements.mayStandBetween(word.lower());
      case Token.Mark mark -> !mark.masked();
    };
  }

  private static void maskCode(String text, Run run, BitSet masked) {
    int digits = 0;
    int last = run.atoms().getFirst().start();
    for (Atom atom : run.atoms()) {
      // Not in the middle of a number: its rest might look like another.
      if (digits >= LONGEST_CODE && !atom.joined()) {
        return;
      }
      masked.set(atom.start(), atom.end());
      maskNoises(text, last, atom.start(), masked);
      last = atom.end();
      digits += atom.digits().length();
    }
  }

  private static String apply(String text, BitSet masked) {
    if (masked.isEmpty()) {
      return text;
    }
    char[] chars = text.toCharArray();
    for (int at = masked.nextSetBit(0); at >= 0; at = masked.nextSetBit(at + 1)) {
      if (!Character.isWhitespace(chars[at])) {
        chars[at] = Token.MASK;
      }
    }
    return new String(chars);
  }
}
