package io.cueline.workbench.tenant.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The faults that are ordered and not used up. Thread safe; each answer or frame takes one. */
public final class Faults {

  private record Order(AnswerFault fault, int left) {}

  private final List<Order> answers = new ArrayList<>();
  private final Deque<String> malformed = new ArrayDeque<>();
  private OptionalLong framesUntilDrop = OptionalLong.empty();

  /** Orders of one target are used up in the order they came. */
  public synchronized void answer(AnswerFault fault) {
    answers.add(new Order(fault, fault.times()));
  }

  /** Sent as it is, before the stream's next frame or clock beat. */
  public synchronized void malformed(String rawText) {
    malformed.add(rawText);
  }

  /** Every socket is cut, without a farewell, after this many more frames (clock beats aside). */
  public synchronized void dropAfter(long frames) {
    if (frames < 1) {
      throw new IllegalArgumentException("dropAfterFrames must be at least 1");
    }
    framesUntilDrop = OptionalLong.of(frames);
  }

  /** Everything answers and flows as it should again. */
  public synchronized void clear() {
    answers.clear();
    malformed.clear();
    framesUntilDrop = OptionalLong.empty();
  }

  /** Takes the fault that is next for this call, if one is ordered. */
  public synchronized Optional<AnswerFault> next(String name, String path) {
    for (int i = 0; i < answers.size(); i++) {
      Order order = answers.get(i);
      if (order.fault().hits(name, path)) {
        if (order.left() == 1) {
          answers.remove(i);
        } else {
          answers.set(i, new Order(order.fault(), order.left() - 1));
        }
        return Optional.of(order.fault());
      }
    }
    return Optional.empty();
  }

  /** Looks at the next malformed text; {@link #malformedSent} takes it. */
  public synchronized Optional<String> nextMalformed() {
    return Optional.ofNullable(malformed.peek());
  }

  public synchronized void malformedSent() {
    malformed.poll();
  }

  /** A frame went out: is it time to cut the sockets? */
  public synchronized boolean dropsNow() {
    if (framesUntilDrop.isEmpty()) {
      return false;
    }
    long left = framesUntilDrop.getAsLong() - 1;
    framesUntilDrop = left == 0 ? OptionalLong.empty() : OptionalLong.of(left);
    return left == 0;
  }
}
