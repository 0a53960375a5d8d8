package io.cueline.publisher.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * How long after its decision each kind of work is still worth sending. Closes outlive what they
 * close by far: a banner left standing is worse than a late one.
 */
public record Expiry(
    Duration interrupt, Duration disclosure, Duration close, Duration card, Duration feedback) {

  public Expiry {
    check(interrupt);
    check(disclosure);
    check(close);
    check(card);
    check(feedback);
  }

  /** A decision stamped in our future, by a clock ahead of ours, counts from when it came. */
  Instant at(Urgency urgency, Work.Times times) {
    Instant from =
        times.decidedAt().isAfter(times.consumedAt()) ? times.consumedAt() : times.decidedAt();
    return from.plus(
        switch (urgency) {
          case INTERRUPT -> interrupt;
          case DISCLOSURE -> disclosure;
          case CLOSE -> close;
          case CARD -> card;
          case FEEDBACK -> feedback;
        });
  }

  private static void check(Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("work must be worth sending for some time");
    }
  }
}
