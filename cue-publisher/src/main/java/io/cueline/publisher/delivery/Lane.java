package io.cueline.publisher.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One interaction: a slot for each cue that waits, and at most one call under way. Confined to its
 * {@link Dispatcher}.
 */
final class Lane {

  private final Map<String, Pending> slots = new LinkedHashMap<>();
  private @Nullable Pending running;

  boolean isBusy() {
    return running != null;
  }

  /** Whether a state of this subject is under way. */
  boolean isSending(String subjectId) {
    return running != null && running.work.subjectId().equals(subjectId);
  }

  void start(Pending pending) {
    if (running != null) {
      throw new IllegalStateException("two calls at once for one interaction");
    }
    slots.remove(pending.work.subjectId(), pending);
    running = pending;
  }

  void ended() {
    running = null;
  }

  @Nullable Pending waiting(String subjectId) {
    return slots.get(subjectId);
  }

  /** Takes the slot; returns whoever waited in it. */
  @Nullable Pending put(Pending pending) {
    return slots.put(pending.work.subjectId(), pending);
  }

  void remove(Pending pending) {
    slots.remove(pending.work.subjectId(), pending);
  }

  List<Pending> waiting() {
    return new ArrayList<>(slots.values());
  }

  boolean isEmpty() {
    return running == null && slots.isEmpty();
  }
}
