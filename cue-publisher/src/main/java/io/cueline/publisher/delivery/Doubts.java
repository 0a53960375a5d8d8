package io.cueline.publisher.delivery;

import java.util.Optional;

/** Why work is not sent, in words for its receipt. Confined to its {@link Dispatcher}. */
record Doubts(CueMemory memory, Throttle throttle) {

  /** Empty where there is something to send. */
  Optional<String> nothingToSend(Pending pending) {
    boolean begun = pending.attempts > 0;
    boolean shown = memory.shown(pending.work);
    return switch (pending.work.purpose()) {
      case Purpose.Show() -> Optional.empty();
      case Purpose.ShowOnce() ->
          begun || !shown ? Optional.empty() : Optional.of("the profile sends no changes");
      case Purpose.Close() ->
          begun || shown ? Optional.empty() : Optional.of("what it closes was never shown");
      case Purpose.Nothing(String reason) -> Optional.of(reason);
    };
  }

  String expired(Pending pending) {
    String channel = pending.work.channel();
    return throttle.state(channel) == BreakerState.CLOSED
        ? "past its time"
        : "past its time: " + channel + " did not answer others";
  }
}
