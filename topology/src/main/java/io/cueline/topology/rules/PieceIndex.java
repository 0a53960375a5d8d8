package io.cueline.topology.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds all pieces of all phrases in one pass over a text: Aho and Corasick's automaton ("Efficient
 * string matching", 1975), its transitions in one open hash table so that ten thousand rules stay
 * within the processor's cache as far as the text visits them. Immutable, thread-safe.
 */
final class PieceIndex {

  /** Takes a piece that was found. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param piece its number, in the order in which the pieces were given
     * @param end the offset after its last character
     */
    void found(int piece, int end);
  }

  private static final int NONE = -1;

  /** What a character that is in no piece is. */
  private static final int FOREIGN = 0;

  private final char[] classes = new char[65536];
  private final int classCount;
  private final int[] keys;
  private final int[] targets;
  private final int shift;
  private final int[] root;
  private final int[] fail;

  /** The piece that ends in a state, or {@link #NONE}. */
  private final int[] piece;

  /** The longest proper suffix's state in which a piece ends, or 0. */
  private final int[] shorter;

  /**
   * @param pieces different, none empty
   */
  PieceIndex(List<String> pieces) {
    int count = 1;
    for (String text : pieces) {
      for (int index = 0; index < text.length(); index++) {
        if (classes[text.charAt(index)] == FOREIGN) {
          classes[text.charAt(index)] = (char) count++;
        }
      }
    }
    classCount = count;
    Trie trie = new Trie(pieces);
    int states = trie.children.size();
    int bits = 32 - Integer.numberOfLeadingZeros(Math.max(8, states * 2));
    keys = new int[1 << bits];
    targets = new int[1 << bits];
    shift = 32 - bits;
    Arrays.fill(keys, NONE);
    root = new int[classCount];
    fail = new int[states];
    shorter = new int[states];
    piece = trie.ends.stream().mapToInt(Integer::intValue).toArray();
    fill(trie);
    link(trie);
  }

  void search(String text, Sink sink) {
    int state = 0;
    for (int index = 0; index < text.length(); index++) {
      int character = classes[text.charAt(index)];
      state = character == FOREIGN ? 0 : next(state, character);
      int end = piece[state] == NONE ? shorter[state] : state;
      while (end != 0) {
        sink.found(piece[end], index + 1);
        end = shorter[end];
      }
    }
  }

  private int next(int from, int character) {
    int state = from;
    while (state != 0) {
      int target = child(state, character);
      if (target != NONE) {
        return target;
      }
      state = fail[state];
    }
    return root[character];
  }

  private int child(int state, int character) {
    int key = state * classCount + character;
    int slot = slot(key);
    while (keys[slot] != key) {
      if (keys[slot] == NONE) {
        return NONE;
      }
      slot = (slot + 1) & (keys.length - 1);
    }
    return targets[slot];
  }

  private int slot(int key) {
    return (key * 0x9E3779B9) >>> shift;
  }

  private void fill(Trie trie) {
    for (int state = 0; state < trie.children.size(); state++) {
      for (Map.Entry<Integer, Integer> child : trie.children.get(state).entrySet()) {
        if (state == 0) {
          root[child.getKey()] = child.getValue();
        } else {
          int key = Math.addExact(Math.multiplyExact(state, classCount), child.getKey());
          int slot = slot(key);
          while (keys[slot] != NONE) {
            slot = (slot + 1) & (keys.length - 1);
          }
          keys[slot] = key;
          targets[slot] = child.getValue();
        }
      }
    }
  }

  /** Fail links in order of depth, as each needs those of the shorter ones. */
  private void link(Trie trie) {
    Deque<Integer> queue = new ArrayDeque<>(trie.children.getFirst().values());
    while (!queue.isEmpty()) {
      int state = queue.remove();
      shorter[state] = piece[fail[state]] == NONE ? shorter[fail[state]] : fail[state];
      for (Map.Entry<Integer, Integer> child : trie.children.get(state).entrySet()) {
        fail[child.getValue()] = next(fail[state], child.getKey());
        queue.add(child.getValue());
      }
    }
  }

  /** The pieces as a tree of characters; state 0 is the root. */
  private final class Trie {
    final List<TreeMap<Integer, Integer>> children = new ArrayList<>();
    final List<Integer> ends = new ArrayList<>();

    Trie(List<String> pieces) {
      add();
      for (int number = 0; number < pieces.size(); number++) {
        int state = 0;
        for (int index = 0; index < pieces.get(number).length(); index++) {
          int character = classes[pieces.get(number).charAt(index)];
          Integer child = children.get(state).get(character);
          if (child == null) {
            child = add();
            children.get(state).put(character, child);
          }
          state = child;
        }
        ends.set(state, number);
      }
    }

    private int add() {
      children.add(new TreeMap<>());
      ends.add(NONE);
      return children.size() - 1;
    }
  }
}
