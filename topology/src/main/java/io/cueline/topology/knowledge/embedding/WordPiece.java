package io.cueline.topology.knowledge.embedding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * BERT's uncased tokenizer: words and marks parted, accents and case dropped, each word cut into
 * the longest pieces that the vocabulary has (WordPiece, Wu et al. 2016). Equal to Hugging Face's,
 * but that a text cannot spell the model's own marks. Linear in the text; thread-safe.
 */
final class WordPiece {

  private static final int LONGEST_WORD = 100;

  private final Map<String, Integer> vocabulary;
  private final int start;
  private final int end;
  private final int unknown;

  WordPiece(Map<String, Integer> vocabulary) {
    this.vocabulary = vocabulary;
    this.start = mark("[CLS]");
    this.end = mark("[SEP]");
    this.unknown = mark("[UNK]");
  }

  private int mark(String name) {
    Integer id = vocabulary.get(name);
    if (id == null) {
      throw new IllegalArgumentException("the vocabulary has no " + name);
    }
    return id;
  }

  /**
   * @param most pieces at most, with both marks; what follows is left out
   */
  List<Token> tokens(String text, int most) {
    Reading reading = new Reading(most);
    for (int at = 0; at < text.length() && !reading.isFull(); ) {
      int code = text.codePointAt(at);
      int next = at + Character.charCount(code);
      if (standsAlone(code)) {
        reading.endWord();
        reading.add(code, at, next);
        reading.endWord();
      } else if (isBlank(code)) {
        reading.endWord();
      } else if (isVisible(code)) {
        reading.add(code, at, next);
      }
      at = next;
    }
    reading.endWord();
    return reading.tokens();
  }

  private static boolean isBlank(int code) {
    return code == '\t'
        || code == '\n'
        || code == '\r'
        || Character.isSpaceChar(code)
        || (Character.isWhitespace(code) && isVisible(code));
  }

  private static boolean isVisible(int code) {
    return code != 0xFFFD
        && switch (Character.getType(code)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.PRIVATE_USE,
              Character.SURROGATE,
              Character.UNASSIGNED ->
              false;
          default -> true;
        };
  }

  /** Marks, and the letters that are words. */
  private static boolean standsAlone(int code) {
    if (code < 128) {
      return code > ' ' && code < 127 && !Character.isLetterOrDigit(code);
    }
    return switch (Character.getType(code)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> isIdeograph(code);
    };
  }

  private static boolean isIdeograph(int code) {
    return (code >= 0x4E00 && code <= 0x9FFF)
        || (code >= 0x3400 && code <= 0x4DBF)
        || (code >= 0x20000 && code <= 0x2CEAF)
        || (code >= 0xF900 && code <= 0xFAFF)
        || (code >= 0x2F800 && code <= 0x2FA1F);
  }

  /** The word being read and the pieces found so far. */
  private final class Reading {

    private final StringBuilder word = new StringBuilder();

    /** Where each character of the word stands in the text. */
    private int[] from = new int[LONGEST_WORD + 8];

    private int[] until = new int[LONGEST_WORD + 8];

    private int wordEnd;
    private final List<Token> found = new ArrayList<>();
    private final int most;
    private int letters;

    Reading(int most) {
      this.most = most;
      piece(start, -1, -1);
    }

    boolean isFull() {
      return found.size() >= most - 1;
    }

    void add(int code, int at, int next) {
      letters++;
      if (letters > LONGEST_WORD) {
        wordEnd = next;
        return;
      }
      if (code < 128) {
        append((char) Character.toLowerCase(code), at, next);
      } else {
        String plain = Normalizer.normalize(Character.toString(code), Normalizer.Form.NFD);
        plain
            .codePoints()
            .filter(each -> Character.getType(each) != Character.NON_SPACING_MARK)
            .forEach(each -> appendLower(each, at, next));
      }
      wordEnd = next;
    }

    private void appendLower(int code, int at, int next) {
      String lower = Character.toString(code).toLowerCase(Locale.ROOT);
      lower.chars().forEach(each -> append((char) each, at, next));
    }

    private void append(char letter, int at, int next) {
      if (word.length() == from.length) {
        from = Arrays.copyOf(from, 2 * from.length);
        until = Arrays.copyOf(until, from.length);
      }
      from[word.length()] = at;
      until[word.length()] = next;
      word.append(letter);
    }

    void endWord() {
      if (!word.isEmpty()) {
        cut();
      }
      word.setLength(0);
      letters = 0;
    }

    private void cut() {
      int before = found.size();
      int at = 0;
      while (at < word.length()) {
        int to = word.length();
        Integer id = null;
        while (to > at && id == null) {
          String piece = word.substring(at, to);
          id = vocabulary.get(at == 0 ? piece : "##" + piece);
          to -= id == null ? 1 : 0;
        }
        if (id == null || letters > LONGEST_WORD) {
          found.subList(before, found.size()).clear();
          piece(unknown, from[0], wordEnd);
          return;
        }
        piece(id, from[at], until[to - 1]);
        at = to;
      }
    }

    private void piece(int id, int from, int to) {
      found.add(new Token(id, from, to));
    }

    List<Token> tokens() {
      if (found.size() >= most) {
        found.subList(most - 1, found.size()).clear();
      }
      piece(end, -1, -1);
      return found;
    }
  }
}
