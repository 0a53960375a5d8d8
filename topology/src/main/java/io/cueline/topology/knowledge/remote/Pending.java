package io.cueline.topology.knowledge.remote;

import io.cueline.schemas.KnowledgeQuery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * Queries that wait to be asked: of an interaction the newest only, and bounded. What came last is
 * asked first, as under a flood the others are too late anyway. Thread-safe.
 */
final class Pending {

  private final int most;
  private final int atOnce;
  private final SequencedMap<String, KnowledgeQuery> newest = new LinkedHashMap<>();
  private int running;

  /**
   * @param most interactions that may wait, at least 1; beyond, the oldest goes
   * @param atOnce how many may be under way, at least 1
   */
  Pending(int most, int atOnce) {
    this.most = most;
    this.atOnce = atOnce;
  }

  synchronized void offer(KnowledgeQuery query) {
    newest.remove(query.getInteractionId());
    newest.put(query.getInteractionId(), query);
    if (newest.size() > most) {
      newest.pollFirstEntry();
    }
  }

  /** The next to ask, if another may be under way; {@link #done} must follow. */
  synchronized Optional<KnowledgeQuery> begin(Predicate<KnowledgeQuery> inTime) {
    while (running < atOnce && !newest.isEmpty()) {
      Map.Entry<String, KnowledgeQuery> last = newest.pollLastEntry();
      if (last != null && inTime.test(last.getValue())) {
        running++;
        return Optional.of(last.getValue());
      }
    }
    return Optional.empty();
  }

  synchronized void done() {
    running--;
  }

  synchronized int size() {
    return newest.size();
  }
}
