package io.cueline.publisher.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RateLimitProperties {

  private static final Instant START = Instant.parse("2026-01-01T09:00:00Z");

  @Property(tries = 200)
  void whoever_asks_and_whenever_no_minute_holds_more_than_the_limit(
      @ForAll long seed, @ForAll @IntRange(min = 5, max = 300) int perMinute) {
    Random random = new Random(seed);
    RateLimit limit = new RateLimit(perMinute, START);
    List<Instant> passed = new ArrayList<>();
    Instant now = START;
    for (int i = 0; i < 2_000; i++) {
      now = now.plusMillis(random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(50));
      Urgency urgency = random.nextBoolean() ? Urgency.INTERRUPT : Urgency.CARD;
      if (limit.tryTake(urgency, now)) {
        passed.add(now);
      }
    }

    for (int i = perMinute; i < passed.size(); i++) {
      assertThat(Duration.between(passed.get(i - perMinute), passed.get(i)))
          .isGreaterThan(Duration.ofMinutes(1));
    }
  }

  @Example
  void two_instances_with_their_parts_of_a_hundred_use_nearly_all_of_it() {
    int passed = 0;
    for (int instance = 0; instance < 2; instance++) {
      RateLimit limit = new RateLimit(100, START);
      limit.share(0.5);
      for (int second = 0; second < 600; second++) {
        if (limit.tryTake(Urgency.INTERRUPT, START.plusSeconds(second))) {
          passed++;
        }
      }
    }

    assertThat(passed).isBetween(880, 1_000);
  }

  @Example
  void an_instance_that_restarts_again_and_again_stays_below_the_limit_all_the_same() {
    int passed = 0;
    RateLimit limit = new RateLimit(100, START);
    for (int tenth = 0; tenth < 600; tenth++) {
      if (tenth % 50 == 0) {
        limit = new RateLimit(100, START.plusMillis(tenth * 100L));
      }
      while (limit.tryTake(Urgency.INTERRUPT, START.plusMillis(tenth * 100L))) {
        passed++;
      }
    }

    assertThat(passed).isBetween(60, 100);
  }

  @Example
  void cards_leave_a_fifth_to_violations() {
    RateLimit limit = new RateLimit(100, START.minusSeconds(60));
    while (limit.tryTake(Urgency.CARD, START)) {
      // takes all that cards may have at once
    }

    assertThat(limit.tryTake(Urgency.DISCLOSURE, START)).isFalse();
    assertThat(limit.tryTake(Urgency.INTERRUPT, START)).isTrue();
  }

  @Property(tries = 200)
  void what_it_says_about_when_holds(
      @ForAll @IntRange(min = 1, max = 300) int perMinute,
      @ForAll @IntRange(min = 0, max = 400) int taken) {
    RateLimit limit = new RateLimit(perMinute, START);
    for (int i = 0; i < taken; i++) {
      limit.tryTake(Urgency.CARD, START);
    }
    Instant at = limit.availableAt(Urgency.CARD, START);

    if (at.isAfter(START)) {
      assertThat(limit.tryTake(Urgency.CARD, at.minusMillis(2))).isFalse();
    }
    assertThat(limit.tryTake(Urgency.CARD, at)).isTrue();
  }

  @Example
  void a_clock_that_steps_back_gives_nothing_away_and_takes_nothing() {
    TokenBucket bucket = new TokenBucket(60, START);
    while (bucket.tryTake(START)) {
      // empties it
    }

    assertThat(bucket.tryTake(START.minusSeconds(3_600))).isFalse();
    assertThat(bucket.tryTake(START.minusSeconds(3_600).plusSeconds(2))).isTrue();
  }

  @Example
  void what_the_tenant_asks_to_wait_is_waited_by_violations_too() {
    RateLimit limit = new RateLimit(100, START);
    limit.pauseUntil(START.plusSeconds(7));

    assertThat(limit.tryTake(Urgency.INTERRUPT, START.plusSeconds(6))).isFalse();
    assertThat(limit.availableAt(Urgency.INTERRUPT, START)).isEqualTo(START.plusSeconds(7));
    assertThat(limit.tryTake(Urgency.INTERRUPT, START.plusSeconds(7))).isTrue();
  }
}
