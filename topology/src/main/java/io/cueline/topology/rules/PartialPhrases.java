package io.cueline.topology.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds literal phrases of four words or more of which all words but one were said, in a row: the
 * one left out or another in its place. One half of such a phrase is whole, and is looked for as a
 * phrase of its own. Halves that many phrases share ("we will …") are not: what they find is no
 * near miss of all of those. Immutable, thread-safe.
 */
final class PartialPhrases {

  private static final int FEWEST_WORDS = 4;
  private static final int MOST_ALIKE = 8;

  /** Takes what was nearly said. */
  @FunctionalInterface
  interface Sink {
    void found(int entry, int start, int end);
  }

  /**
   * Half of a phrase.
   *
   * @param others the words of the other half, in the order in which they lie away from this one
   * @param first it is the first half
   */
  private record Half(int entry, List<String> others, boolean first) {}

  private final List<String> texts;
  private final List<List<Half>> halves;

  /**
   * @param phrases the place of each is its entry
   */
  PartialPhrases(List<Phrase> phrases) {
    Map<String, List<Half>> byText = new LinkedHashMap<>();
    for (int entry = 0; entry < phrases.size(); entry++) {
      switch (phrases.get(entry)) {
        case Phrase.Words words -> enter(byText, entry, words);
        case Tolerant tolerant -> enter(byText, entry, tolerant.exact());
        case Phrase.Expression expression -> {}
      }
    }
    byText.values().removeIf(shared -> shared.size() > MOST_ALIKE);
    texts = List.copyOf(byText.keySet());
    halves = List.copyOf(byText.values());
  }

  /** The halves to look for in a text, by their numbers. */
  List<String> texts() {
    return texts;
  }

  /** To be told of halves that may be in a text. */
  Said in(String text, Sink sink) {
    return new Said(text, sink);
  }

  /** A text whose words are looked for once, and only where half of a phrase was found. */
  final class Said {
    private final String text;
    private final Sink sink;
    private int[] runs = {};

    private Said(String text, Sink sink) {
      this.text = text;
      this.sink = sink;
    }

    /** This half may stand there. */
    void verify(int half, int start) {
      String found = texts.get(half);
      int end = start + found.length();
      if (text.startsWith(found, start)
          && !Phrase.Words.cutBefore(text, start)
          && !Phrase.Words.cutBehind(text, end)) {
        verify(halves.get(half), start, end);
      }
    }

    private void verify(List<Half> candidates, int start, int end) {
      runs = runs.length == 0 ? WordRuns.of(text) : runs;
      for (Half half : candidates) {
        int next = firstFrom(half.first() ? end : start);
        int step = half.first() ? 2 : -2;
        int last = lastSaid(text, runs, half.first() ? next : next - 2, step, half.others());
        if (last != NONE) {
          boolean beyond = last >= 0 && last < runs.length;
          int from = half.first() || !beyond ? start : runs[last];
          int to = half.first() && beyond ? runs[last + 1] : end;
          sink.found(half.entry(), Math.min(from, start), Math.max(to, end));
        }
      }
    }

    /** The first word that begins there or behind; after the last where there is none. */
    private int firstFrom(int offset) {
      int low = 0;
      int high = runs.length / 2;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (runs[2 * middle] < offset) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return 2 * low;
    }
  }

  private static final int NONE = Integer.MIN_VALUE;

  /** The run of the last word said, going away from the half; NONE where more than one is amiss. */
  private static int lastSaid(String text, int[] runs, int first, int step, List<String> others) {
    int same = 0;
    while (same < others.size() && is(text, runs, first + same * step, others.get(same))) {
      same++;
    }
    if (same == others.size()) {
      return NONE; // all of it was said
    }
    for (int replaced = 0; replaced <= 1; replaced++) {
      int word = same + 1;
      while (word < others.size()
          && is(text, runs, first + (word - 1 + replaced) * step, others.get(word))) {
        word++;
      }
      if (word == others.size()) {
        boolean atTheEnd = same + 1 == others.size();
        return first + (atTheEnd ? same - 1 : word - 2 + replaced) * step;
      }
    }
    return NONE;
  }

  private static boolean is(String text, int[] runs, int run, String word) {
    return run >= 0
        && run < runs.length
        && runs[run + 1] - runs[run] == word.length()
        && text.startsWith(word, runs[run]);
  }

  private static void enter(Map<String, List<Half>> byText, int entry, Phrase.Words phrase) {
    String form = phrase.forms().getFirst();
    int[] runs = WordRuns.of(form);
    int count = runs.length / 2;
    if (count < FEWEST_WORDS || phrase.anyEnding()) {
      return;
    }
    int middle = count / 2;
    List<String> before = new ArrayList<>();
    List<String> behind = new ArrayList<>();
    for (int word = 0; word < count; word++) {
      String text = form.substring(runs[2 * word], runs[2 * word + 1]);
      if (word < middle) {
        before.addFirst(text);
      } else {
        behind.add(text);
      }
    }
    String first = form.substring(runs[0], runs[2 * middle - 1]);
    String second = form.substring(runs[2 * middle], runs[2 * count - 1]);
    byText.computeIfAbsent(first, _ -> new ArrayList<>()).add(new Half(entry, behind, true));
    byText.computeIfAbsent(second, _ -> new ArrayList<>()).add(new Half(entry, before, false));
  }
}
