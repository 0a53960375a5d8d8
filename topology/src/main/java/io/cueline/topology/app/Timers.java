package io.cueline.topology.app;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * When which interaction wants to be looked at by which source's time. Lives in a task's memory and
 * is rebuilt from the store. It may call too early, never too late: who is called looks at the
 * state. So an end for silence that moves on with every word costs nothing until its first time
 * comes. Not thread-safe: a task's own.
 */
final class Timers {

  private record Timer(Instant due, String key) {}

  private static final class OfSource {
    private final PriorityQueue<Timer> queue =
        new PriorityQueue<>(Comparator.comparing(Timer::due).thenComparing(Timer::key));

    /** By key, the one that counts; others of the key in the queue are left over. */
    private final Map<String, Instant> armed = new HashMap<>();

    void arm(String key, Instant due) {
      Instant before = armed.get(key);
      if (before == null || due.isBefore(before)) {
        armed.put(key, due);
        queue.add(new Timer(due, key));
      }
    }

    Optional<Instant> next() {
      dropLeftOver();
      return Optional.ofNullable(queue.peek()).map(Timer::due);
    }

    Optional<String> poll(Instant now) {
      dropLeftOver();
      Timer first = queue.peek();
      if (first == null || first.due.isAfter(now)) {
        return Optional.empty();
      }
      queue.remove();
      armed.remove(first.key);
      return Optional.of(first.key);
    }

    private void dropLeftOver() {
      Timer first = queue.peek();
      while (first != null && !first.due.equals(armed.get(first.key))) {
        queue.remove();
        first = queue.peek();
      }
    }
  }

  private final Map<String, OfSource> sources = new HashMap<>();

  void clear() {
    sources.clear();
  }

  /** Makes sure that a key is called at these times of these sources, or earlier. */
  void arm(String key, Map<String, Instant> wakes) {
    wakes.forEach(
        (source, due) -> sources.computeIfAbsent(source, name -> new OfSource()).arm(key, due));
  }

  /**
   * A key that waited for these times waits for others now. What is armed is early enough for those
   * that are not earlier, which spares most frames the look.
   *
   * @param before as last armed, and not called since
   */
  void moved(String key, Map<String, Instant> before, Map<String, Instant> now) {
    for (Map.Entry<String, Instant> wake : now.entrySet()) {
      Instant armed = before.get(wake.getKey());
      if (armed == null || wake.getValue().isBefore(armed)) {
        arm(key, now);
        return;
      }
    }
  }

  /** The next key due at or before this time of the source; it is to be armed again. */
  Optional<String> poll(String source, Instant now) {
    OfSource timers = sources.get(source);
    return timers == null ? Optional.empty() : timers.poll(now);
  }

  /** The earliest time that anything waits for, of a source. */
  Optional<Instant> next(String source) {
    OfSource timers = sources.get(source);
    return timers == null ? Optional.empty() : timers.next();
  }
}
