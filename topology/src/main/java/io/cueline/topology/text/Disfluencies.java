package io.cueline.topology.text;

import io.cueline.topology.text.NormalText.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what speakers put between words while thinking. Removing one takes the commas, dots and
 * dashes of the pause around it along: "this call, um... may be" reads "this call may be".
 */
final class Disfluencies {

  /** How much is taken out. */
  enum Level {
    /** Sounds that are never words: um, uh, erm. */
    HESITATIONS,
    /** Also "you know", which is less often meant than the words below. */
    ASIDES,
    /** Also words that may mean something: like, so. */
    ALL
  }

  private enum Kind {
    HESITATION,
    FILLER,
    YOU
  }

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("um", Kind.HESITATION),
          Map.entry("umm", Kind.HESITATION),
          Map.entry("uhm", Kind.HESITATION),
          Map.entry("uh", Kind.HESITATION),
          Map.entry("uhh", Kind.HESITATION),
          Map.entry("erm", Kind.HESITATION),
          Map.entry("hm", Kind.HESITATION),
          Map.entry("hmm", Kind.HESITATION),
          Map.entry("like", Kind.FILLER),
          Map.entry("so", Kind.FILLER),
          Map.entry("you", Kind.YOU));

  private static final Words<Kind> VOCABULARY = new Words<>(KINDS);

  private static final String PAUSE = "...";

  private Disfluencies() {}

  /** Where none of these is, nothing is taken out. */
  static Set<String> words() {
    return KINDS.keySet();
  }

  static List<Edit> edits(String text, Level level) {
    List<Edit> edits = List.of();
    int index = 0;
    while (index < text.length()) {
      if (!Characters.wordAt(text, index)) {
        index++;
        continue;
      }
      int end = Characters.wordEnd(text, index);
      int after = disfluencyEnd(text, index, end, level);
      if (after >= 0) {
        edits = edits.isEmpty() ? new ArrayList<>() : edits;
        index = add(edits, text, index, after);
      } else {
        index = end;
      }
    }
    return edits;
  }

  /** Where the disfluency that begins here ends, or -1. */
  private static int disfluencyEnd(String text, int start, int end, Level level) {
    Kind kind = VOCABULARY.get(text, start, end);
    if (kind == null
        || (partOfLonger(text, start, end)
            && !(kind == Kind.HESITATION && betweenDashes(text, start, end)))) {
      return -1;
    }
    return switch (kind) {
      case HESITATION -> end;
      case FILLER -> level == Level.ALL ? end : -1;
      case YOU ->
          level != Level.HESITATIONS
                  && text.startsWith(" know", end)
                  && !Characters.wordAt(text, end + 5)
                  && !partOfLonger(text, start, end + 5)
              ? end + 5
              : -1;
    };
  }

  /** "so-called", "like's": not a word of its own. */
  private static boolean partOfLonger(String text, int start, int end) {
    boolean before =
        start > 1 && joiner(text.charAt(start - 1)) && Characters.wordAt(text, start - 2);
    boolean behind =
        end + 1 < text.length() && joiner(text.charAt(end)) && Characters.wordAt(text, end + 1);
    return before || behind;
  }

  /** "risk—uh—free": dashes without spaces look like hyphens once they are unified. */
  private static boolean betweenDashes(String text, int start, int end) {
    return start > 0
        && end < text.length()
        && text.charAt(start - 1) == '-'
        && text.charAt(end) == '-';
  }

  private static boolean joiner(char character) {
    return character == '\'' || character == '-';
  }

  /** Adds the edit, grown over spaces and what marks a pause; returns where to go on. */
  private static int add(List<Edit> edits, String text, int start, int end) {
    int floor = edits.isEmpty() ? 0 : edits.getLast().end();
    int from = start;
    for (int length = 1; length > 0 && from > floor; from -= length) {
      length = pauseBefore(text, floor, from, start);
    }
    int to = end;
    for (int length = 1; length > 0 && to < text.length(); to += length) {
      length = pauseAt(text, to, end);
    }
    boolean wordFollows = to < text.length() && ".?!;:)".indexOf(text.charAt(to)) < 0;
    if (!edits.isEmpty() && from == floor) {
      Edit last = edits.removeLast();
      from = last.start();
    }
    edits.add(new Edit(from, to, from > 0 && wordFollows ? " " : ""));
    return to;
  }

  /**
   * How much of a pause ends at {@code index}: a space, a comma, three dots, a dash; 0 for none.
   */
  private static int pauseBefore(String text, int floor, int index, int word) {
    char character = text.charAt(index - 1);
    if (character == ' ' || character == ',') {
      return 1;
    }
    if (index - 3 >= floor && text.startsWith(PAUSE, index - 3)) {
      return PAUSE.length();
    }
    boolean alone = index == word || index == 1 || text.charAt(index - 2) == ' ';
    return character == '-' && alone ? 1 : 0;
  }

  /** The same for one that begins at {@code index}. */
  private static int pauseAt(String text, int index, int word) {
    char character = text.charAt(index);
    if (character == ' ' || character == ',') {
      return 1;
    }
    if (text.startsWith(PAUSE, index)) {
      return PAUSE.length();
    }
    boolean alone = index == word || index + 1 == text.length() || text.charAt(index + 1) == ' ';
    return character == '-' && alone ? 1 : 0;
  }
}
