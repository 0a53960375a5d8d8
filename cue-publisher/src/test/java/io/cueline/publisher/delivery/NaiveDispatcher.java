package io.cueline.publisher.delivery;

import io.cueline.schemas.CauseKind;
import io.cueline.schemas.DeliveryOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The delivery rules as plainly as they can be said: one list, searched from end to end. */
final class NaiveDispatcher {

  private static final class Item {
    final Work work;
    final long sequence;
    Instant notBefore;
    int attempts;
    Optional<Integer> status = Optional.empty();
    boolean shownBefore;

    Item(Work work, long sequence, Instant now) {
      this.work = work;
      this.sequence = sequence;
      this.notBefore = now;
    }
  }

  private final Throttle throttle;
  private final List<Item> waiting = new ArrayList<>();
  private final Map<Long, Item> running = new LinkedHashMap<>();
  private final Map<String, Integer> settledNumber = new HashMap<>();
  private final Map<String, Boolean> shown = new HashMap<>();
  private long sequence;
  private long sendings;

  NaiveDispatcher(Bounds bounds, Instant now) {
    this.throttle = new Throttle(bounds, now);
  }

  List<String> offer(Work work, Instant now) {
    List<String> done = new ArrayList<>();
    Item item = new Item(work, sequence++, now);
    shown.putIfAbsent(work.subjectId(), work.number() > 1);
    if (settledNumber.getOrDefault(work.subjectId(), 0) > work.number()) {
      settle(item, DeliveryOutcome.MERGED, done);
      return done;
    }
    for (Item other : List.copyOf(waiting)) {
      if (other.work.subjectId().equals(work.subjectId())) {
        waiting.remove(other);
        settle(other, DeliveryOutcome.MERGED, done);
      }
    }
    waiting.add(item);
    suppress(done);
    return done;
  }

  List<String> due(Instant now) {
    List<String> done = new ArrayList<>();
    waiting.stream()
        .filter(item -> !item.work.expiresAt().isAfter(now))
        .sorted(
            Comparator.<Item, Instant>comparing(item -> item.work.expiresAt())
                .thenComparingLong(item -> item.sequence))
        .toList()
        .forEach(
            item -> {
              waiting.remove(item);
              settle(item, DeliveryOutcome.EXPIRED, done);
            });
    @Nullable Item next = startable(now);
    while (next != null) {
      waiting.remove(next);
      if (next.attempts == 0) {
        next.shownBefore = shown.getOrDefault(next.work.subjectId(), false);
      }
      next.attempts++;
      done.add("send " + next.work.causeId() + " " + next.attempts + " " + next.shownBefore);
      running.put(sendings++, next);
      next = startable(now);
    }
    return done;
  }

  List<String> answered(long sending, AttemptResult result, Instant now) {
    List<String> done = new ArrayList<>();
    @Nullable Item item = running.remove(sending);
    if (item == null) {
      return done;
    }
    throttle.ended(item.work.position().workClass());
    switch (result) {
      case AttemptResult.Taken(int status) -> {
        item.status = Optional.of(status);
        settle(item, DeliveryOutcome.DELIVERED, done);
      }
      case AttemptResult.GivenUp(Optional<Integer> status, String _) -> {
        item.status = status;
        settle(item, DeliveryOutcome.FAILED, done);
      }
      case AttemptResult.Again again -> {
        item.status = again.status();
        item.notBefore = now.plus(again.after());
        if (again.everybody()) {
          throttle.pauseUntil(item.notBefore);
        }
        boolean newer =
            waiting.stream().anyMatch(it -> it.work.subjectId().equals(item.work.subjectId()));
        if (newer) {
          settle(item, DeliveryOutcome.MERGED, done);
        } else if (!item.notBefore.isBefore(item.work.expiresAt())) {
          settle(item, DeliveryOutcome.EXPIRED, done);
        } else {
          waiting.add(item);
        }
      }
    }
    suppress(done);
    return done;
  }

  private @Nullable Item startable(Instant now) {
    return waiting.stream()
        .filter(item -> !item.notBefore.isAfter(now))
        .filter(
            item ->
                running.values().stream()
                    .noneMatch(it -> it.work.interactionId().equals(item.work.interactionId())))
        .sorted(
            Comparator.<Item, Urgency>comparing(item -> item.work.urgency())
                .thenComparingLong(item -> item.sequence))
        .filter(item -> throttle.tryStart(item.work, now))
        .findFirst()
        .orElse(null);
  }

  private void suppress(List<String> done) {
    for (Item item : List.copyOf(waiting)) {
      String subject = item.work.subjectId();
      boolean sending =
          running.values().stream().anyMatch(it -> it.work.subjectId().equals(subject));
      boolean isShown = item.attempts > 0 || shown.getOrDefault(subject, false);
      boolean nothing =
          switch (item.work.purpose()) {
            case Purpose.Show() -> false;
            case Purpose.ShowOnce() -> item.attempts == 0 && isShown;
            case Purpose.Close() -> !isShown;
            case Purpose.Nothing _ -> true;
          };
      if (!sending && nothing) {
        waiting.remove(item);
        settle(item, DeliveryOutcome.SUPPRESSED, done);
      }
    }
  }

  private void settle(Item item, DeliveryOutcome outcome, List<String> done) {
    Work work = item.work;
    boolean mayBeShown =
        item.attempts > 0 && (item.status.isEmpty() || item.status.get() / 100 != 4);
    boolean closed =
        work.purpose() instanceof Purpose.Close && outcome == DeliveryOutcome.DELIVERED;
    if (work.content().kind() == CauseKind.CUE) {
      settledNumber.merge(work.subjectId(), work.number(), Math::max);
      shown.merge(work.subjectId(), mayBeShown, Boolean::logicalOr);
      if (closed) {
        shown.put(work.subjectId(), false);
      }
    }
    done.add(outcome + " " + work.causeId() + " " + item.attempts + " " + item.status.orElse(0));
  }
}
