package io.cueline.publisher.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One interaction, or what is told of it to an outsider: a slot for each cue that waits, and at
 * most one call under way. Confined to its {@link Dispatcher}.
 */
final class Lane {

  private final Map<String, Pending> slots = new LinkedHashMap<>();
  private @Nullable Pending running;

  boolean isBusy() {
    return running != null;
  }

  /** Whether a state of this subject is under way. */
  boolean isSending(String slot) {
    return running != null && running.work.slot().equals(slot);
  }

  void start(Pending pending) {
    if (running != null) {
      throw new IllegalStateException("two calls at once for one interaction");
    }
    slots.remove(pending.work.slot(), pending);
    running = pending;
  }

  void ended() {
    running = null;
  }

  @Nullable Pending waiting(String slot) {
    return slots.get(slot);
  }

  /** Takes the slot; returns whoever waited in it. */
  @Nullable Pending put(Pending pending) {
    return slots.put(pending.work.slot(), pending);
  }

  void remove(Pending pending) {
    slots.remove(pending.work.slot(), pending);
  }

  List<Pending> waiting() {
    return new ArrayList<>(slots.values());
  }

  boolean isEmpty() {
    return running == null && slots.isEmpty();
  }
}
