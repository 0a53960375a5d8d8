package io.cueline.workbench.tenant.faults;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The faults that are ordered and not used up. Thread safe; each answer or frame takes one. */
public final class Faults {

  private static final Duration SLOWEST = Duration.ofMinutes(1);

  private record Order(AnswerFault fault, int left) {}

  private final List<Order> answers = new ArrayList<>();
  private final Deque<String> malformed = new ArrayDeque<>();
  private OptionalLong framesUntilDrop = OptionalLong.empty();
  private int repeats;
  private int wrongCredentials;
  private int slowFrames;
  private Duration slowness = Duration.ZERO;

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

  /** So many of the next words are sent twice, on the streams whose sender may repeat itself. */
  public synchronized void repeat(int frames) {
    repeats = frames;
  }

  /** So many of the tenant's next connections or posts carry credentials nobody knows. */
  public synchronized void wrongCredentials(int times) {
    wrongCredentials = times;
  }

  /** So many of the next frames come late, each by as much. */
  public synchronized void slow(int frames, Duration each) {
    if (each.isNegative() || each.compareTo(SLOWEST) > 0) {
      throw new IllegalArgumentException("slowMs must lie between 0 and " + SLOWEST.toMillis());
    }
    slowFrames = frames;
    slowness = each;
  }

  /** Everything answers and flows as it should again. */
  public synchronized void clear() {
    answers.clear();
    malformed.clear();
    framesUntilDrop = OptionalLong.empty();
    repeats = 0;
    wrongCredentials = 0;
    slowFrames = 0;
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

  /** A frame went out: is it sent once more? */
  public synchronized boolean repeatsNow() {
    return repeats > 0 && repeats-- > 0;
  }

  /** The tenant comes to the other side: with credentials nobody knows? */
  public synchronized boolean wrongCredentialsNow() {
    return wrongCredentials > 0 && wrongCredentials-- > 0;
  }

  /** How long the next frame is held up. */
  public synchronized Duration slownessNow() {
    return slowFrames > 0 && slowFrames-- > 0 ? slowness : Duration.ZERO;
  }
}
