package io.cueline.topology.rules;

import io.cueline.topology.text.Characters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A phrase of words whose words may differ by a few letters from what was said, as recognisers
 * mishear: one letter in words of three to five, two in longer ones where the rule allows two.
 * Shorter words, numbers, and a word with any ending must be said as they are; so must what stands
 * between words.
 *
 * @param exact the phrase without tolerance
 * @param forms its forms, taken apart
 */
record Tolerant(Phrase.Words exact, List<Form> forms) implements Phrase {

  /** Longer words are compared as they are: there is nothing like them by chance. */
  static final int LONGEST_WORD = 16;

  private static final int SHORTEST_WORD = 3;
  private static final int LONG_WORD = 6;

  /**
   * A way of writing the phrase.
   *
   * @param words its words and how many letters of each may be wrong
   * @param edges what stands before each word, and behind the last
   */
  record Form(List<String> words, List<Integer> edits, List<String> edges) {

    /** The word by which it is looked for: the longest that may differ. */
    int anchor() {
      int best = -1;
      for (int index = 0; index < words.size(); index++) {
        if (edits.get(index) > 0
            && (best < 0 || words.get(index).length() > words.get(best).length())) {
          best = index;
        }
      }
      return best;
    }
  }

  /** The phrase with tolerance; as it is where no word of it may differ. */
  static Phrase of(Phrase.Words exact, int tolerance) {
    List<Form> forms = new ArrayList<>();
    boolean any = false;
    for (String text : exact.forms()) {
      Form form = form(text, exact.anyEnding(), tolerance);
      any |= form.anchor() >= 0;
      forms.add(form);
    }
    return any ? new Tolerant(exact, List.copyOf(forms)) : exact;
  }

  /** How many letters of a word may be wrong. */
  static int edits(String word, int tolerance) {
    boolean number = word.chars().anyMatch(Characters::isDigit);
    if (number || word.length() < SHORTEST_WORD || word.length() > LONGEST_WORD) {
      return 0;
    }
    return Math.min(tolerance, word.length() < LONG_WORD ? 1 : 2);
  }

  @Override
  public boolean find(String text, Supplier<Steps> steps, SpanSink sink) {
    int[] runs = WordRuns.of(text);
    for (int form = 0; form < forms.size(); form++) {
      if (forms.get(form).anchor() < 0) {
        new Phrase.Words(List.of(exact.forms().get(form)), exact.anyEnding())
            .find(text, steps, sink);
      } else {
        for (int run = 0; run < runs.length; run += 2) {
          at(text, runs, run, forms.get(form)).ifPresent(span -> sink.span(span[0], span[1]));
        }
      }
    }
    return true;
  }

  /** The form's span where its first word is this one of the text's. */
  private Optional<int[]> at(String text, int[] runs, int first, Form form) {
    int count = form.words().size();
    if (first + 2 * count > runs.length) {
      return Optional.empty();
    }
    for (int word = 0; word < count; word++) {
      int run = first + 2 * word;
      boolean ending = exact.anyEnding() && word == count - 1;
      int from = word == 0 ? runs[run] - form.edges().getFirst().length() : runs[run - 1];
      if (from < 0
          || runs[run] - from != form.edges().get(word).length()
          || !text.startsWith(form.edges().get(word), from)
          || !like(text, runs[run], runs[run + 1], form, word, ending)) {
        return Optional.empty();
      }
    }
    int start = runs[first] - form.edges().getFirst().length();
    int lastEnd = runs[first + 2 * count - 1];
    int end = lastEnd + form.edges().getLast().length();
    boolean whole =
        text.startsWith(form.edges().getLast(), lastEnd)
            && !Phrase.Words.cutBefore(text, start)
            && (exact.anyEnding() || !Phrase.Words.cutBehind(text, end));
    return whole ? Optional.of(new int[] {start, end}) : Optional.empty();
  }

  private static boolean like(
      String text, int start, int end, Form form, int word, boolean anyEnding) {
    String wanted = form.words().get(word);
    int edits = form.edits().get(word);
    if (anyEnding || edits == 0) {
      return text.startsWith(wanted, start) && (anyEnding || end - start == wanted.length());
    }
    return within(wanted, text.substring(start, end), edits);
  }

  /** Whether two words are at most so many insertions, deletions and replacements apart. */
  static boolean within(String one, String other, int edits) {
    if (one.equals(other)) {
      return true;
    }
    if (Math.abs(one.length() - other.length()) > edits) {
      return false;
    }
    int[] above = new int[other.length() + 1];
    Arrays.setAll(above, index -> index);
    for (int row = 1; row <= one.length(); row++) {
      int[] current = new int[above.length];
      current[0] = row;
      int least = row;
      for (int column = 1; column < above.length; column++) {
        int change = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(above[column - 1] + change, 1 + Math.min(above[column], current[column - 1]));
        least = Math.min(least, current[column]);
      }
      if (least > edits) {
        return false;
      }
      above = current;
    }
    return above[other.length()] <= edits;
  }

  private static Form form(String text, boolean anyEnding, int tolerance) {
    int[] runs = WordRuns.of(text);
    List<String> words = new ArrayList<>();
    List<Integer> edits = new ArrayList<>();
    List<String> edges = new ArrayList<>();
    int from = 0;
    for (int run = 0; run < runs.length; run += 2) {
      String word = text.substring(runs[run], runs[run + 1]);
      boolean ending = anyEnding && run + 2 == runs.length;
      words.add(word);
      edits.add(ending ? 0 : edits(word, tolerance));
      edges.add(text.substring(from, runs[run]));
      from = runs[run + 1];
    }
    edges.add(text.substring(from));
    return new Form(List.copyOf(words), List.copyOf(edits), List.copyOf(edges));
  }
}
