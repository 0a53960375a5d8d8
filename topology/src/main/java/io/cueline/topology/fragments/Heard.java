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
   * @param before what stands before the new words in the text, as far as it is remembered
   * @param added what is new, words joined with blanks; empty when nothing is
   */
  record Reduction(String before, String added, Heard next) {}

  Reduction reduce(String latest) {
    List<String> before = words(text);
    List<String> all = words(latest);
    if (all.size() <= dropped) {
      return everything(before, all);
    }
    List<String> now = all.subList(dropped, all.size());
    int prefix = commonPrefix(before, now, Math.min(before.size(), now.size()));
    if (prefix == now.size()) {
      // A late repetition of less must not make us forget the rest.
      return new Reduction("", "", this);
    }
    int rest = Math.min(before.size(), now.size()) - prefix;
    int suffix = commonPrefix(before.reversed(), now.reversed(), rest);
    boolean repeats = prefix + suffix > 0 && 2 * (prefix + suffix) >= before.size();
    if (!repeats) {
      return everything(before, all);
    }
    String added = String.join(" ", now.subList(prefix, now.size() - suffix));
    return new Reduction(
        String.join(" ", now.subList(0, prefix)),
        added,
        now.size() < before.size() ? this : bounded(now, dropped));
  }

  private Reduction everything(List<String> before, List<String> all) {
    List<String> both = new ArrayList<>(before);
    both.addAll(all);
    return new Reduction("", String.join(" ", all), bounded(both, dropped));
  }

  private static int commonPrefix(List<String> one, List<String> other, int most) {
    int length = 0;
    while (length < most && one.get(length).equals(other.get(length))) {
      length++;
    }
    return length;
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
