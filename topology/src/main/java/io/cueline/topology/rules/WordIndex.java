package io.cueline.topology.rules;

import io.cueline.topology.text.Characters;
import io.cueline.topology.text.LongTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds phrases of whole words by their rarest two words in a row (or their only one), whatever
 * stands between the two: a word of a text costs two look-ups however many phrases there are. What
 * is found must be verified. Immutable, thread-safe.
 */
final class WordIndex {

  /** Takes a phrase whose anchor was found. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param form its number, in the order given
     * @param start where it would begin; may be negative
     */
    void found(int form, int start);
  }

  private static final long PRIME = 0x100000001B3L;
  private static final long ALONE = 0x5851F42D4C957F2DL;

  /** Words or pairs of a text, with where they end. */
  @FunctionalInterface
  private interface Visitor {
    void visit(long key, boolean pair, int end);
  }

  private final LongTable heads;
  private final int[] next;

  /** How far behind a form's beginning its anchor ends. */
  private final int[] anchorEnds;

  /**
   * @param forms normalised, each with a word at least, that must stand in the text as whole words
   */
  WordIndex(List<String> forms) {
    LongTable counts = new LongTable();
    for (String form : forms) {
      visit(form, (key, _, _) -> counts.count(key));
    }
    heads = new LongTable();
    next = new int[forms.size()];
    anchorEnds = new int[forms.size()];
    for (int form = 0; form < forms.size(); form++) {
      Anchor anchor = rarest(forms.get(form), counts);
      anchorEnds[form] = anchor.end();
      next[form] = heads.get(anchor.key());
      heads.put(anchor.key(), form + 1);
    }
    heads.sealed();
  }

  /** Where each word of a text ends. */
  static List<Integer> wordEnds(String text) {
    List<Integer> ends = new ArrayList<>();
    visit(
        text,
        (_, pair, end) -> {
          if (!pair) {
            ends.add(end);
          }
        });
    return ends;
  }

  void search(String text, Sink sink) {
    long hash = 0;
    long before = 0;
    boolean inside = false;
    int words = 0;
    int length = text.length();
    for (int index = 0; index <= length; index++) {
      char character = index < length ? text.charAt(index) : ' ';
      if (isWord(text, character, index)) {
        hash = (hash + character + 1) * PRIME;
        inside = true;
      } else if (inside) {
        look(hash * ALONE, index, sink);
        if (words++ > 0) {
          look(pair(before, hash), index, sink);
        }
        before = hash;
        hash = 0;
        inside = false;
      }
    }
  }

  private void look(long key, int end, Sink sink) {
    if (heads.mayHave(key)) {
      int form = heads.get(key);
      while (form != 0) {
        sink.found(form - 1, end - anchorEnds[form - 1]);
        form = next[form - 1];
      }
    }
  }

  private static boolean isWord(String text, char character, int index) {
    return character < 128 ? Characters.isWord(character) : Characters.wordAt(text, index);
  }

  private static long pair(long first, long second) {
    return Long.rotateLeft(first, 23) * PRIME + second;
  }

  private record Anchor(long key, int end) {}

  /** The pair that fewest forms share; the word itself where there is only one. */
  private static Anchor rarest(String form, LongTable counts) {
    List<Anchor> anchors = new ArrayList<>();
    List<Anchor> words = new ArrayList<>();
    visit(form, (key, pair, end) -> (pair ? anchors : words).add(new Anchor(key, end)));
    if (anchors.isEmpty()) {
      return words.getFirst();
    }
    Anchor best = anchors.getFirst();
    for (Anchor anchor : anchors) {
      best = counts.get(anchor.key()) < counts.get(best.key()) ? anchor : best;
    }
    return best;
  }

  private static void visit(String text, Visitor visitor) {
    long before = 0;
    int words = 0;
    int index = 0;
    while (index < text.length()) {
      if (!isWord(text, text.charAt(index), index)) {
        index++;
        continue;
      }
      long hash = 0;
      while (index < text.length() && isWord(text, text.charAt(index), index)) {
        hash = (hash + text.charAt(index++) + 1) * PRIME;
      }
      visitor.visit(hash * ALONE, false, index);
      if (words++ > 0) {
        visitor.visit(pair(before, hash), true, index);
      }
      before = hash;
    }
  }
}
