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
    long permit;
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
    shown.putIfAbsent(work.slot(), work.number() > 1);
    if (settledNumber.getOrDefault(work.slot(), 0) > work.number()) {
      settle(item, DeliveryOutcome.MERGED, now, done);
      return done;
    }
    for (Item other : List.copyOf(waiting)) {
      if (other.work.slot().equals(work.slot())) {
        waiting.remove(other);
        settle(other, DeliveryOutcome.MERGED, now, done);
      }
    }
    waiting.add(item);
    suppress(now, done);
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
              settle(item, DeliveryOutcome.EXPIRED, now, done);
            });
    @Nullable Item next = startable(now);
    while (next != null) {
      waiting.remove(next);
      if (next.attempts == 0) {
        next.shownBefore = shown.getOrDefault(next.work.slot(), false);
      }
      next.attempts++;
      done.add("send " + next.work.receiptKey() + " " + next.attempts + " " + next.shownBefore);
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
    var _ = throttle.ended(item.work, item.permit, Breaker.Verdict.of(result), now);
    switch (result) {
      case AttemptResult.Taken taken -> {
        item.status = taken.status();
        settle(item, DeliveryOutcome.DELIVERED, now, done);
      }
      case AttemptResult.Stale _ -> {
        item.status = Optional.empty();
        settle(item, DeliveryOutcome.EXPIRED, now, done);
      }
      case AttemptResult.GivenUp givenUp -> {
        item.status = givenUp.status();
        settle(item, DeliveryOutcome.FAILED, now, done);
      }
      case AttemptResult.Again again -> {
        item.status = again.status();
        item.notBefore = now.plus(again.after());
        if (again.everybody()) {
          var _ = throttle.pauseUntil(item.work, item.notBefore);
        }
        boolean newer = waiting.stream().anyMatch(it -> it.work.slot().equals(item.work.slot()));
        if (newer) {
          settle(item, DeliveryOutcome.MERGED, now, done);
        } else if (!item.notBefore.isBefore(item.work.expiresAt())) {
          settle(item, DeliveryOutcome.EXPIRED, now, done);
        } else {
          waiting.add(item);
        }
      }
    }
    suppress(now, done);
    return done;
  }

  private @Nullable Item startable(Instant now) {
    return waiting.stream()
        .filter(item -> !item.notBefore.isAfter(now))
        .filter(
            item ->
                running.values().stream().noneMatch(it -> it.work.lane().equals(item.work.lane())))
        .sorted(
            Comparator.<Item, Urgency>comparing(item -> item.work.urgency())
                .thenComparingLong(item -> item.sequence))
        .filter(item -> starts(item, now))
        .findFirst()
        .orElse(null);
  }

  private boolean starts(Item item, Instant now) {
    Optional<Long> permit = throttle.tryStart(item.work, item.attempts, now);
    permit.ifPresent(given -> item.permit = given);
    return permit.isPresent();
  }

  private void suppress(Instant now, List<String> done) {
    for (Item item : List.copyOf(waiting)) {
      String subject = item.work.slot();
      boolean sending = running.values().stream().anyMatch(it -> it.work.slot().equals(subject));
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
        settle(item, DeliveryOutcome.SUPPRESSED, now, done);
      }
    }
  }

  private void settle(Item item, DeliveryOutcome outcome, Instant now, List<String> done) {
    Work work = item.work;
    boolean mayBeShown =
        item.attempts > 0 && (item.status.isEmpty() || item.status.get() / 100 != 4);
    boolean closed =
        work.purpose() instanceof Purpose.Close && outcome == DeliveryOutcome.DELIVERED;
    if (work.content().kind() == CauseKind.CUE) {
      settledNumber.merge(work.slot(), work.number(), Math::max);
      shown.merge(work.slot(), mayBeShown, Boolean::logicalOr);
      if (closed) {
        shown.put(work.slot(), false);
      }
    }
    done.add(outcome + " " + work.receiptKey() + " " + item.attempts + " " + item.status.orElse(0));
    for (Work then : work.then()) {
      if (outcome == DeliveryOutcome.DELIVERED) {
        done.addAll(offer(then, now));
      } else {
        settle(new Item(then, sequence++, now), DeliveryOutcome.SUPPRESSED, now, done);
      }
    }
  }
}
