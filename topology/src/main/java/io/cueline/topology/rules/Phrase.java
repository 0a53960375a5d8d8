package io.cueline.topology.rules;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.cueline.topology.text.Characters;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A phrase compiled. Finds itself in normalised text in linear time. Immutable, thread-safe. */
sealed interface Phrase permits Phrase.Words, Phrase.Expression, Tolerant {

  /**
   * Finds every match; matches may overlap and come in any order.
   *
   * @return false where the work was given up, and there may be more
   */
  boolean find(String text, Supplier<Steps> steps, SpanSink sink);

  /**
   * A phrase of words.
   *
   * @param forms ways of writing it, normalised
   * @param anyEnding its last word may go on
   */
  record Words(List<String> forms, boolean anyEnding) implements Phrase {

    @Override
    public boolean find(String text, Supplier<Steps> steps, SpanSink sink) {
      for (String form : forms) {
        int at = text.indexOf(form);
        while (at >= 0) {
          verify(text, at, form, sink);
          at = text.indexOf(form, at + 1);
        }
      }
      return true;
    }

    /** Reports the form that stands at {@code start} if it is made of whole words there. */
    void verify(String text, int start, String form, SpanSink sink) {
      int end = start + form.length();
      if (cutBefore(text, start)) {
        return;
      }
      if (anyEnding) {
        sink.span(start, Characters.wordEnd(text, end));
      } else if (!cutBehind(text, end)) {
        sink.span(start, end);
      }
    }

    /** The phrase begins inside a word, or inside a number such as 1,250.50. */
    static boolean cutBefore(String text, int start) {
      if (!Characters.wordAt(text, start)) {
        return false;
      }
      boolean inNumber =
          Characters.digitAt(text, start)
              && start > 0
              && (text.charAt(start - 1) == '.' || text.charAt(start - 1) == ',')
              && Characters.digitAt(text, start - 2);
      return inNumber || Characters.wordAt(text, start - 1);
    }

    static boolean cutBehind(String text, int end) {
      if (!Characters.wordAt(text, end - 1)) {
        return false;
      }
      if (end >= text.length()) {
        return false;
      }
      char next = text.charAt(end);
      boolean inNumber =
          (next == '.' || next == ',')
              && Characters.digitAt(text, end - 1)
              && Characters.digitAt(text, end + 1);
      // "can" is not a word of "can't", though "agent" is one of "agent's".
      boolean negated =
          next == '\'' && text.startsWith("t", end + 1) && !Characters.wordAt(text, end + 2);
      return inNumber || negated || Characters.wordAt(text, end);
    }
  }

  /**
   * A regular expression.
   *
   * @param groups names of the groups that hold a match without its neighbours; empty where the
   *     whole is the match
   * @param pieces each match contains one piece of each of these sets
   * @param digits each match contains a digit
   */
  record Expression(Pattern pattern, List<String> groups, List<Set<String>> pieces, boolean digits)
      implements Phrase {

    /** Looking for the pieces of a larger set may cost more than matching. */
    private static final int FEW = 32;

    /** More matches of one phrase in one utterance say nothing new. */
    private static final int MOST = 64;

    /** Whether all that each match must contain is there: asked before anything is matched. */
    boolean mayBeIn(String text) {
      for (Set<String> set : pieces) {
        if (set.size() <= FEW && !anyIn(text, set)) {
          return false;
        }
      }
      return true;
    }

    private static boolean anyIn(String text, Set<String> set) {
      for (String piece : set) {
        if (text.contains(piece)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public boolean find(String text, Supplier<Steps> steps, SpanSink sink) {
      int instructions = pattern.programSize();
      if (Steps.isSmall(text, instructions)) {
        find(pattern.matcher(text), text.length(), sink);
        return true;
      }
      try {
        find(pattern.matcher(steps.get().counted(text, instructions)), text.length(), sink);
        return true;
      } catch (Steps.Exhausted givenUp) {
        return false;
      }
    }

    private void find(Matcher matcher, int length, SpanSink sink) {
      int from = 0;
      for (int count = 0; count < MOST && from <= length && matcher.find(from); count++) {
        int start = matcher.start();
        int end = matcher.end();
        for (String group : groups) {
          if (matcher.start(group) >= 0) {
            start = matcher.start(group);
            end = matcher.end(group);
          }
        }
        if (end > start) {
          sink.span(start, end);
        }
        // The neighbour behind this match may be the one before the next.
        from = Math.max(from + 1, groups.isEmpty() ? Math.max(end, start + 1) : end - 1);
      }
    }
  }
}
