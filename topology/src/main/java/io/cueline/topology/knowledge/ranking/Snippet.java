package io.cueline.topology.knowledge.ranking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The passage of an article that answers: the one in which most words of the question stand. */
final class Snippet {

  /** As long as the tenant's cards take, UTF-16. */
  static final int MAX_CHARACTERS = 150;

  /** Articles are long, answers are near their top: further down nobody looks for them. */
  private static final int SEARCHED_CHARACTERS = 20_000;

  private record Passage(int start, int end) {}

  private Snippet() {}

  /**
   * @param body plain text
   * @param asked stems of the question
   */
  static String of(Analysis analysis, String body, Set<String> asked) {
    String text = body.substring(0, whole(body, Math.min(body.length(), SEARCHED_CHARACTERS)));
    List<Passage> passages = passages(text);
    List<Term> hits =
        analysis.terms(text).stream().filter(term -> asked.contains(term.stem())).toList();
    Passage best = new Passage(0, text.length());
    int most = 0;
    int firstHit = 0;
    for (Passage passage : passages) {
      Set<String> found = new HashSet<>();
      int first = passage.start;
      for (Term hit : hits) {
        if (hit.start() >= passage.start && hit.end() <= passage.end && found.add(hit.stem())) {
          first = found.size() == 1 ? hit.start() : first;
        }
      }
      if (found.size() > most) {
        most = found.size();
        best = passage;
        firstHit = first;
      }
    }
    return cut(text, best.start, best.end, firstHit);
  }

  /** Sentences and lines. */
  private static List<Passage> passages(String text) {
    List<Passage> passages = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean sentence = c == '.' || c == '!' || c == '?' || c == '؟' || c == '。';
      boolean ends = sentence && at + 1 < text.length() && text.charAt(at + 1) == ' ';
      if (c == '\n' || (ends && at - start > 3)) {
        passages.add(new Passage(start, at + 1));
        start = at + 1;
      }
    }
    passages.add(new Passage(start, text.length()));
    return passages;
  }

  /**
   * The passage from its start where it fits, else around its first hit; filled up with what
   * follows.
   */
  private static String cut(String text, int start, int end, int firstHit) {
    boolean fits = end - start <= MAX_CHARACTERS || firstHit - start < MAX_CHARACTERS / 2;
    int from = fits ? start : wordStart(text, firstHit - MAX_CHARACTERS / 4);
    String before = from > start ? "…" : "";
    String rest = text.substring(from).replace('\n', ' ').strip();
    int room = MAX_CHARACTERS - before.length();
    if (rest.length() <= room) {
      return before + rest;
    }
    int to = room - 1;
    int blank = rest.lastIndexOf(' ', to);
    to = blank > room / 2 ? blank : to;
    return before + rest.substring(0, whole(rest, to)).stripTrailing() + "…";
  }

  private static int wordStart(String text, int near) {
    int from = whole(text, Math.max(0, near));
    int blank = text.indexOf(' ', from);
    return blank < 0 ? from : blank + 1;
  }

  /** The same position, or the one before where a character would be cut in two. */
  private static int whole(String text, int at) {
    boolean within = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
    return within ? at - 1 : at;
  }
}
