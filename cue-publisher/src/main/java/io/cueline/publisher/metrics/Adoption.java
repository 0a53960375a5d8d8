package io.cueline.publisher.metrics;

import io.cueline.publisher.delivery.Content;
import io.cueline.publisher.delivery.Work;
import io.cueline.schemas.Card;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueItem;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts what was shown and what agents took up, by rule and by article: adoption is the one over
 * the other. Thread-safe.
 *
 * <p>What is taken up counts where it is known to have been shown: feedback meets its cue or card
 * in the same instance, as both are partitioned by interaction, unless the partition moved in
 * between.
 */
final class Adoption {

  private static final Set<String> TAKEN_UP = Set.of("ACCEPTED", "ACKNOWLEDGED");

  /** Beyond it the longest shown is forgotten. */
  private static final int MOST_REMEMBERED = 50_000;

  /** Ids with a counter of their own; the others share one. */
  private static final int MOST_COUNTED = 500;

  private record Origin(String of, String id) {}

  private final MeterRegistry registry;
  private final Set<Origin> counted = new HashSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, List<Origin>> shown =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Origin>> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  Adoption(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A piece of work was delivered. */
  void delivered(Work work) {
    switch (work.content()) {
      case Content.OfCue(Cue cue) -> {
        if (cue.getChange() == CueChange.OPENED) {
          List<Origin> rules =
              cue.getItems().stream()
                  .map(CueItem::getRuleId)
                  .map(id -> new Origin("rule", id))
                  .toList();
          shown(key(cue.getInteractionId(), cue.getCueId()), rules);
        }
      }
      case Content.OfInsight(Insight insight) -> {
        for (Card card : insight.getCards()) {
          shown(
              key(insight.getInteractionId(), card.getId()),
              List.of(new Origin("article", card.getId())));
        }
      }
      case Content.OfFeedback _ -> {}
    }
  }

  /** An agent did something; doing it twice counts once. */
  void did(Feedback feedback) {
    if (!TAKEN_UP.contains(feedback.getAction())) {
      return;
    }
    @Nullable List<Origin> origins;
    lock.lock();
    try {
      origins = shown.replace(key(feedback.getInteractionId(), feedback.getSubjectId()), List.of());
    } finally {
      lock.unlock();
    }
    if (origins != null) {
      origins.forEach(origin -> count("cueline.publisher.adopted", origin));
    }
  }

  /** What goes by two channels is shown once. */
  private void shown(String key, List<Origin> origins) {
    boolean first;
    lock.lock();
    try {
      first = shown.putIfAbsent(key, origins) == null;
    } finally {
      lock.unlock();
    }
    if (first) {
      origins.forEach(origin -> count("cueline.publisher.shown", origin));
    }
  }

  private void count(String metric, Origin origin) {
    boolean known;
    lock.lock();
    try {
      known = counted.contains(origin) || (counted.size() < MOST_COUNTED && counted.add(origin));
    } finally {
      lock.unlock();
    }
    String id = known ? origin.id() : "other";
    registry.counter(metric, "of", origin.of(), "id", id).increment();
  }

  private static String key(String interactionId, String subjectId) {
    return interactionId + "/" + subjectId;
  }
}
