package io.cueline.publisher.realtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions served at once, at most so many. Past that the one idle longest makes room; one with
 * a frame under way is not idle. Thread-safe.
 */
public final class SessionTable {

  /** Whether a session may have a frame sent. */
  public sealed interface Entry {

    /**
     * It may; {@link #leave} when the frame is through.
     *
     * @param evicted who had to make room
     */
    record In(Optional<String> evicted) implements Entry {}

    /** All sessions are busy. */
    record Full() implements Entry {}
  }

  private int most;

  /** Frames under way, by session; who was used last stands last. */
  private final Map<String, Integer> sessions = new LinkedHashMap<>(16, 0.75f, true);

  public SessionTable(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("there must be room for one session at least");
    }
    this.most = most;
  }

  /**
   * From now on so many, one at least. Idle ones beyond it make room at once, those with a frame
   * under way when theirs is through and another wants in.
   *
   * @return how many had to
   */
  public synchronized int limit(int newMost) {
    most = Math.max(1, newMost);
    int before = sessions.size();
    while (sessions.size() > most && evictIdle().isPresent()) {
      // One after the other.
    }
    return before - sessions.size();
  }

  public synchronized Entry enter(String session) {
    if (sessions.containsKey(session) || sessions.size() < most) {
      sessions.merge(session, 1, Integer::sum);
      return new Entry.In(Optional.empty());
    }
    Optional<String> idle = evictIdle();
    while (sessions.size() >= most && idle.isPresent()) {
      idle = evictIdle();
    }
    if (sessions.size() >= most) {
      return new Entry.Full();
    }
    sessions.put(session, 1);
    return new Entry.In(idle);
  }

  private Optional<String> evictIdle() {
    Optional<String> idle =
        sessions.entrySet().stream()
            .filter(each -> each.getValue() == 0)
            .map(Map.Entry::getKey)
            .findFirst();
    idle.ifPresent(sessions::remove);
    return idle;
  }

  /** A frame of it is through. */
  public synchronized void leave(String session) {
    sessions.computeIfPresent(session, (_, frames) -> Math.max(0, frames - 1));
  }

  public synchronized int size() {
    return sessions.size();
  }
}
