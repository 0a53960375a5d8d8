package io.cueline.topology.knowledge.ranking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What articles are about, and which of it a conversation names: a name counts by how much of it is
 * said within one turn, rare words weighing more, and by how long ago that was. Immutable.
 */
public final class EntityNames {

  /** What a mention is worth a turn later. Between 0.85 and 0.95 nothing much changes. */
  private static final double FADING = 0.9;

  private static final EntityNames NONE = new EntityNames(Map.of());

  private final Map<String, Set<String>> stems;
  private final Map<String, List<String>> named = new HashMap<>();
  private final Map<String, Double> whole = new HashMap<>();

  private EntityNames(Map<String, Set<String>> stems) {
    this.stems = stems;
    stems.forEach(
        (name, words) ->
            words.forEach(word -> named.computeIfAbsent(word, any -> new ArrayList<>()).add(name)));
    stems.forEach(
        (name, words) -> whole.put(name, words.stream().mapToDouble(this::rareness).sum()));
  }

  public static EntityNames none() {
    return NONE;
  }

  /** How many there are. */
  public int size() {
    return stems.size();
  }

  /**
   * @param stemming the words of a name; not asked for names that are here already
   */
  public EntityNames with(Set<String> names, Function<String, Set<String>> stemming) {
    if (names.equals(stems.keySet())) {
      return this;
    }
    Map<String, Set<String>> all = new HashMap<>();
    for (String name : names) {
      Set<String> known = stems.get(name);
      all.put(name, known != null ? known : Set.copyOf(stemming.apply(name)));
    }
    return new EntityNames(all);
  }

  /**
   * How surely each name is spoken of, 0 or more: those of no word in common are left out. The unit
   * is that of BM25's idf, so that a name of one common word stays below 1 and a long one said in
   * full goes beyond 10.
   *
   * @param turns the words of each, the latest first
   */
  public Map<String, Double> mentioned(List<Set<String>> turns) {
    Map<String, Double> best = new HashMap<>();
    double worth = 1;
    for (Set<String> turn : turns) {
      for (Map.Entry<String, Double> said : said(turn).entrySet()) {
        double coverage = said.getValue() / whole.getOrDefault(said.getKey(), 1.0);
        best.merge(said.getKey(), worth * coverage * said.getValue(), Math::max);
      }
      worth *= FADING;
    }
    return best;
  }

  private Map<String, Double> said(Set<String> turn) {
    Map<String, Double> said = new HashMap<>();
    for (String word : new HashSet<>(turn)) {
      for (String name : named.getOrDefault(word, List.of())) {
        said.merge(name, rareness(word), Double::sum);
      }
    }
    return said;
  }

  private double rareness(String word) {
    int frequency = named.getOrDefault(word, List.of()).size();
    return Math.log(1 + (stems.size() - frequency + 0.5) / (frequency + 0.5));
  }
}
