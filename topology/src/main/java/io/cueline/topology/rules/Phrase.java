package io.cueline.topology.rules;

import com.google.re2j.Pattern;
import io.cueline.topology.text.Characters;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A phrase compiled. Finds itself in normalised text in linear time. Immutable, thread-safe. */
sealed interface Phrase permits Phrase.Words, Phrase.Expression, Tolerant {

  /**
   * Finds every match; matches may overlap and come in any order.
   *
   * @return false where the work was given up, and there may be more
   */
  boolean find(String text, Supplier<Steps> steps, SpanSink sink);

  /** The same by the plainest way there is: what the quicker ones are held to. */
  default boolean findCarefully(String text, Supplier<Steps> steps, SpanSink sink) {
    return find(text, steps, sink);
  }

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
   * @param quick finds the same in most texts, and sooner; empty where RE2/J must do
   * @param required what each match contains
   */
  record Expression(
      Pattern pattern, List<String> groups, Optional<QuickProgram> quick, RequiredSets required)
      implements Phrase {

    /** More matches of one phrase in one utterance say nothing new. */
    private static final int MOST = 64;

    @Override
    public boolean find(String text, Supplier<Steps> steps, SpanSink sink) {
      if (quick.isEmpty() || !CharacterSet.knowsAll(text)) {
        return findCarefully(text, steps, sink);
      }
      QuickSearch search = new QuickSearch(quick.get(), text, () -> careful(text, steps));
      return find(search, text.length(), sink);
    }

    @Override
    public boolean findCarefully(String text, Supplier<Steps> steps, SpanSink sink) {
      return find(careful(text, steps), text.length(), sink);
    }

    private MatchFinder careful(String text, Supplier<Steps> steps) {
      int instructions = pattern.programSize();
      boolean small = Steps.isSmall(text, instructions);
      CharSequence counted = small ? text : steps.get().counted(text, instructions);
      return new Re2Search(pattern.matcher(counted), groups);
    }

    private boolean find(MatchFinder finder, int length, SpanSink sink) {
      try {
        int from = 0;
        for (int count = 0; count < MOST && from <= length && finder.find(from); count++) {
          int start = finder.start();
          int end = finder.end();
          if (end > start) {
            sink.span(start, end);
          }
          // The neighbour behind this match may be the one before the next.
          from = Math.max(from + 1, groups.isEmpty() ? Math.max(end, start + 1) : end - 1);
        }
        return true;
      } catch (Steps.Exhausted givenUp) {
        return false;
      }
    }
  }
}
