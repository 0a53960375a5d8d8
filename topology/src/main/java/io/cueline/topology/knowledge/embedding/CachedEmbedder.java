package io.cueline.topology.knowledge.embedding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Remembers the vectors of the texts last embedded, as what is asked is asked again, and what was
 * said is history a moment later. Closing closes what is behind it.
 */
public final class CachedEmbedder implements Embedder {

  private final Embedder behind;
  private final Cache<String, float[]> vectors;
  private final Cache<String, Attended> readings;

  /**
   * @param most texts remembered, at least 1; each takes some 2 kB; as many questions, of some 2 to
   *     8 kB
   */
  public CachedEmbedder(Embedder behind, long most) {
    if (most < 1) {
      throw new IllegalArgumentException("a cache of " + most);
    }
    this.behind = behind;
    this.vectors = Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
    this.readings = Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
  }

  /** Shared by all who ask: not to be changed. */
  @Override
  public Attended read(String text) {
    return readings.get(text, behind::read);
  }

  /** Those not known are embedded together; the vectors are copies. */
  @Override
  public List<float[]> embed(List<String> texts) {
    Map<String, float[]> found = vectors.getAll(new LinkedHashSet<>(texts), this::missing);
    return texts.stream().map(text -> Objects.requireNonNull(found.get(text)).clone()).toList();
  }

  private Map<String, float[]> missing(Set<? extends String> texts) {
    List<String> order = List.copyOf(texts);
    List<float[]> made = behind.embed(order);
    Map<String, float[]> all = new HashMap<>();
    for (int at = 0; at < order.size(); at++) {
      all.put(order.get(at), made.get(at));
    }
    return all;
  }

  @Override
  public String model() {
    return behind.model();
  }

  @Override
  public int dimension() {
    return behind.dimension();
  }

  @Override
  public void close() {
    behind.close();
  }
}
