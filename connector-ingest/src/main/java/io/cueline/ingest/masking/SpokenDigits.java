package io.cueline.ingest.masking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The digits of a text, however they were said, in the order of the text. An atom is the smallest
 * piece of text that stands for digits: "4", "four", "double four", "forty-two". Atoms that only
 * separators and noises divide are one run.
 */
final class SpokenDigits {

  /**
   * The smallest piece of text that stands for digits.
   *
   * @param digits one or more
   * @param joined written right behind the atom before it, as the second digit of "42"
   */
  record Atom(int start, int end, String digits, boolean joined) {}

  /**
   * Atoms that follow each other as one number.
   *
   * @param atoms from the first to the last
   * @param digitCount how many digits they stand for
   */
  record Run(List<Atom> atoms, int digitCount) {}

  private final List<Token> tokens;
  private final List<Run> runs = new ArrayList<>();

  /** For each token the run that begins with it or covers it, or -1. */
  private final int[] runOfToken;

  private List<Atom> open = new ArrayList<>();
  private int openDigits;

  private SpokenDigits(List<Token> tokens) {
    this.tokens = tokens;
    this.runOfToken = new int[tokens.size()];
    Arrays.fill(runOfToken, -1);
  }

  static SpokenDigits in(List<Token> tokens) {
    SpokenDigits found = new SpokenDigits(tokens);
    int at = 0;
    while (at < tokens.size()) {
      at = found.take(at);
    }
    found.endRun();
    return found;
  }

  List<Run> runs() {
    return runs;
  }

  /** The number of the run that this token belongs to, or -1. */
  int runAt(int token) {
    return runOfToken[token];
  }

  private int take(int at) {
    return switch (tokens.get(at)) {
      case Token.Digit digit -> atom(at, 1, String.valueOf(digit.value()));
      case Token.Mark _ -> {
        endRun();
        yield at + 1;
      }
      case Token.Word word -> takeWord(at, word.lower());
    };
  }

  private int takeWord(int at, String word) {
    String unit = NumberWords.unit(word);
    if (!unit.isEmpty()) {
      return atom(at, 1, unit);
    }
    String teen = NumberWords.teen(word);
    if (!teen.isEmpty()) {
      return atom(at, 1, teen);
    }
    String tens = NumberWords.tens(word);
    if (!tens.isEmpty()) {
      String next = close(at) ? spokenUnit(at + 1) : "";
      return next.isEmpty() || next.equals("0")
          ? atom(at, 1, tens + "0")
          : atom(at, 2, tens + next);
    }
    int times = NumberWords.times(word);
    String repeated = times > 0 ? anyUnit(at + 1) : "";
    if (!repeated.isEmpty()) {
      return atom(at, 2, repeated.repeat(times));
    }
    if (!NumberWords.isNoise(word)) {
      endRun();
    }
    return at + 1;
  }

  /** "twenty one" is 21, "twenty, one" may be two numbers. */
  private boolean close(int at) {
    return at + 1 < tokens.size() && tokens.get(at + 1).start() - tokens.get(at).end() == 1;
  }

  private String spokenUnit(int at) {
    return at < tokens.size() && tokens.get(at) instanceof Token.Word word
        ? NumberWords.unit(word.lower())
        : "";
  }

  /** A single digit, said or written by itself. */
  private String anyUnit(int at) {
    if (at >= tokens.size() || !(tokens.get(at) instanceof Token.Digit digit)) {
      return spokenUnit(at);
    }
    boolean alone =
        at + 1 == tokens.size()
            || !(tokens.get(at + 1) instanceof Token.Digit next)
            || next.start() > digit.end();
    return alone ? String.valueOf(digit.value()) : "";
  }

  private int atom(int at, int length, String digits) {
    for (int token = at; token < at + length; token++) {
      runOfToken[token] = runs.size();
    }
    int start = tokens.get(at).start();
    boolean joined =
        !open.isEmpty()
            && open.getLast().end() == start
            && tokens.get(at) instanceof Token.Digit
            && tokens.get(at - 1) instanceof Token.Digit;
    open.add(new Atom(start, tokens.get(at + length - 1).end(), digits, joined));
    openDigits += digits.length();
    return at + length;
  }

  private void endRun() {
    if (!open.isEmpty()) {
      runs.add(new Run(List.copyOf(open), openDigits));
      open = new ArrayList<>();
      openDigits = 0;
    }
  }
}
