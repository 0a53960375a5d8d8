package io.cueline.topology.rules;

import io.cueline.topology.text.LongTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Finds pieces wherever they stand, inside words too. Each piece is entered by that sequence of a
 * few of its characters which fewest pieces share; in a text every sequence as long is looked up,
 * which needs neither the one before nor, mostly, more than one bit of memory. (Wu and Manber's
 * idea, "A fast algorithm for multi-pattern searching", 1994, without the leaps.) Immutable,
 * thread-safe.
 */
final class PieceIndex {

  /** Takes a piece that was found. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param piece its number, in the order in which the pieces were given
     * @param start its first character
     */
    void found(int piece, int start);
  }

  /** Longer pieces are entered by six characters, shorter ones by as many as they have or fewer. */
  private static final int[] WIDTHS = {6, 3, 2, 1};

  /** How often a sequence that wide would be met in a text by chance, against one of six. */
  private static final int[] CHANCES = {1, 30, 300, 3000};

  private final String[] pieces;
  private final LongTable[] heads = new LongTable[WIDTHS.length];
  private final boolean[] used = new boolean[WIDTHS.length];
  private final int[] next;

  /** How far behind a piece's beginning its sequence ends. */
  private final int[] sequenceEnds;

  /**
   * @param pieces different, none empty
   * @param rarity of the pieces' sequences
   */
  PieceIndex(List<String> pieces, Rarity rarity) {
    this.pieces = pieces.toArray(String[]::new);
    next = new int[pieces.size()];
    sequenceEnds = new int[pieces.size()];
    for (int width = 0; width < WIDTHS.length; width++) {
      heads[width] = new LongTable();
    }
    for (int piece = 0; piece < pieces.size(); piece++) {
      int width = width(pieces.get(piece));
      int end = rarest(pieces.get(piece), rarity);
      long key = key(pieces.get(piece), end, width);
      sequenceEnds[piece] = end;
      next[piece] = heads[width].get(key);
      heads[width].put(key, piece + 1);
      used[width] = true;
    }
    for (LongTable table : heads) {
      table.sealed();
    }
  }

  /** The sequences by which a piece could be entered. */
  static void visit(String piece, LongConsumer sequences) {
    int width = width(piece);
    for (int end = WIDTHS[width]; end <= piece.length(); end++) {
      sequences.accept(key(piece, end, width));
    }
  }

  /** Sequences of every width in a text. */
  static void visitAll(String text, LongConsumer sequences) {
    for (int width = 0; width < WIDTHS.length; width++) {
      for (int end = WIDTHS[width]; end <= text.length(); end++) {
        sequences.accept(key(text, end, width));
      }
    }
  }

  /** How often pieces, entered by their rarest sequences, would call for a look, in no unit. */
  static long cost(Set<String> pieces, Rarity rarity) {
    Set<Long> sequences = new HashSet<>();
    long cost = 0;
    for (String piece : pieces) {
      int width = width(piece);
      long key = key(piece, rarest(piece, rarity), width);
      if (sequences.add(key)) {
        cost += (long) CHANCES[width] * rarity.cost(key);
      }
    }
    return cost;
  }

  void search(String text, Sink sink) {
    int length = text.length();
    long last = 0;
    for (int index = 0; index < length; index++) {
      last = last << 8 | folded(text.charAt(index));
      for (int width = 0; width < WIDTHS.length; width++) {
        if (used[width] && index + 1 >= WIDTHS[width]) {
          long key = last & mask(width);
          if (heads[width].mayHave(key)) {
            look(text, heads[width].get(key), index + 1, sink);
          }
        }
      }
    }
  }

  private void look(String text, int head, int end, Sink sink) {
    int piece = head;
    while (piece != 0) {
      int start = end - sequenceEnds[piece - 1];
      if (text.startsWith(pieces[piece - 1], start)) {
        sink.found(piece - 1, start);
      }
      piece = next[piece - 1];
    }
  }

  private static int rarest(String piece, Rarity rarity) {
    int width = width(piece);
    int best = WIDTHS[width];
    for (int end = best + 1; end <= piece.length(); end++) {
      if (rarity.cost(key(piece, end, width)) < rarity.cost(key(piece, best, width))) {
        best = end;
      }
    }
    return best;
  }

  private static int width(String piece) {
    int width = 0;
    while (WIDTHS[width] > piece.length()) {
      width++;
    }
    return width;
  }

  private static long key(String piece, int end, int width) {
    long key = 0;
    for (int index = end - WIDTHS[width]; index < end; index++) {
      key = key << 8 | folded(piece.charAt(index));
    }
    return key;
  }

  private static long mask(int width) {
    return (1L << (8 * WIDTHS[width])) - 1;
  }

  /** Different characters may become the same: a piece found is compared as a whole. */
  private static long folded(char character) {
    return (character ^ (character >>> 8)) & 0xFF;
  }
}
