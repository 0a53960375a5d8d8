package io.cueline.publisher.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Work that waits: ready to go by urgency and channel, or put off until its time; and when each
 * expires. Every operation costs the logarithm of what waits. Not thread-safe.
 */
final class WaitingLine {

  private static final Comparator<Pending> ARRIVAL =
      Comparator.comparingLong(pending -> pending.sequence);

  private static final Comparator<Place> PLACES =
      Comparator.comparing(Place::channel).thenComparing(Place::again);

  /** What is held up together: repetitions may have to wait where first attempts need not. */
  private record Place(String channel, boolean again) {}

  private final Map<Urgency, Map<Place, NavigableSet<Pending>>> ready =
      new EnumMap<>(Urgency.class);
  private final TreeSet<Pending> putOff =
      new TreeSet<>(
          Comparator.<Pending, Instant>comparing(pending -> pending.notBefore)
              .thenComparing(ARRIVAL));
  private final TreeSet<Pending> byExpiry =
      new TreeSet<>(
          Comparator.<Pending, Instant>comparing(pending -> pending.work.expiresAt())
              .thenComparing(ARRIVAL));

  /** It waits from now on, though it may not be its turn. */
  void expect(Pending pending) {
    byExpiry.add(pending);
  }

  /** It is its turn as soon as its time has come. */
  void line(Pending pending, Instant now) {
    if (pending.notBefore.isAfter(now)) {
      putOff.add(pending);
    } else {
      readyOf(pending).add(pending);
    }
  }

  /** It is not its turn, but goes on waiting. */
  void unline(Pending pending) {
    putOff.remove(pending);
    readyOf(pending).remove(pending);
  }

  /** It waits no longer. */
  void remove(Pending pending) {
    unline(pending);
    byExpiry.remove(pending);
  }

  /** Those whose time has come become ready. */
  void advance(Instant now) {
    while (!putOff.isEmpty() && !putOff.first().notBefore.isAfter(now)) {
      Pending due = putOff.removeFirst();
      readyOf(due).add(due);
    }
  }

  /** Those past their time; they stay until removed. */
  List<Pending> expired(Instant now) {
    List<Pending> expired = new ArrayList<>();
    for (Pending pending : byExpiry) {
      if (pending.work.expiresAt().isAfter(now)) {
        break;
      }
      expired.add(pending);
    }
    return expired;
  }

  /** The first of each urgency, channel and kind of attempt, most urgent first. */
  List<Pending> heads() {
    List<Pending> heads = new ArrayList<>();
    for (Map<Place, NavigableSet<Pending>> channels : ready.values()) {
      List<Pending> ofUrgency = new ArrayList<>();
      for (NavigableSet<Pending> line : channels.values()) {
        if (!line.isEmpty()) {
          ofUrgency.add(line.first());
        }
      }
      ofUrgency.sort(ARRIVAL);
      heads.addAll(ofUrgency);
    }
    return heads;
  }

  Optional<Instant> nextPutOff() {
    return putOff.isEmpty() ? Optional.empty() : Optional.of(putOff.first().notBefore);
  }

  Optional<Instant> nextExpiry() {
    return byExpiry.isEmpty() ? Optional.empty() : Optional.of(byExpiry.first().work.expiresAt());
  }

  int size() {
    return byExpiry.size();
  }

  private NavigableSet<Pending> readyOf(Pending pending) {
    Work work = pending.work;
    return ready
        .computeIfAbsent(work.urgency(), _ -> new TreeMap<>(PLACES))
        .computeIfAbsent(
            new Place(work.channel(), pending.attempts > 0), _ -> new TreeSet<>(ARRIVAL));
  }
}
