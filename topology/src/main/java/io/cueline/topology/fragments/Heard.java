package io.cueline.topology.fragments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an interaction's cumulative texts have said so far, to know what is new in the next one. A
 * text repeats the former when at least half of it stands, word by word, at the new one's beginning
 * and end; what lies between is new. So an insertion in the middle, as when the transcripts of two
 * channels are joined, is found as well as words added at the end. A text that does not repeat is
 * new as a whole. Immutable.
 *
 * @param text the former texts, white space collapsed, at most {@link #MAX_CHARACTERS} from the end
 * @param dropped how many words before it were let go to keep that bound
 */
public record Heard(String text, int dropped) {

  /**
   * A cumulative frame carries the whole call anyway, so remembering as much costs no order more.
   */
  static final int MAX_CHARACTERS = 32_000;

  public static final Heard NOTHING = new Heard("", 0);

  /**
   * @param added what is new, words joined with blanks; empty when nothing is
   */
  record Reduction(String added, Heard next) {}

  Reduction reduce(String latest) {
    List<String> before = words(text);
    List<String> all = words(latest);
    List<String> now = all.subList(Math.min(dropped, all.size()), all.size());
    int shorter = Math.min(before.size(), now.size());
    int prefix = 0;
    while (prefix < shorter && before.get(prefix).equals(now.get(prefix))) {
      prefix++;
    }
    int suffix = 0;
    while (suffix < shorter - prefix
        && before.get(before.size() - 1 - suffix).equals(now.get(now.size() - 1 - suffix))) {
      suffix++;
    }
    if (2 * (prefix + suffix) >= before.size() && prefix + suffix > 0) {
      String added = String.join(" ", now.subList(prefix, now.size() - suffix));
      // A shorter text that says nothing new, such as a late repetition, must not make us forget.
      return now.size() < before.size()
          ? new Reduction(added, this)
          : new Reduction(added, bounded(now, dropped));
    }
    List<String> both = new ArrayList<>(before);
    both.addAll(all);
    return new Reduction(String.join(" ", all), bounded(both, dropped));
  }

  private static Heard bounded(List<String> words, int dropped) {
    int length = words.stream().mapToInt(word -> word.length() + 1).sum();
    int from = 0;
    while (length > MAX_CHARACTERS) {
      length -= words.get(from).length() + 1;
      from++;
    }
    return new Heard(String.join(" ", words.subList(from, words.size())), dropped + from);
  }

  private static List<String> words(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? List.of() : Arrays.asList(stripped.split("\\s+", -1));
  }
}
