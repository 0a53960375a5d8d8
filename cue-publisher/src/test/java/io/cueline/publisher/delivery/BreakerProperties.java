package io.cueline.publisher.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.publisher.delivery.Breaker.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The breaker against what its rules say of the whole history, read anew each time. */
class BreakerProperties {

  private static final Instant START = Instant.parse("2026-01-01T09:00:00Z");
  private static final BreakerPolicy POLICY =
      new BreakerPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(5));

  /** An answer, and whether its call began in the phase that lasted when it came. */
  private record Answer(Verdict verdict, boolean ofThisPhase, Instant at) {}

  /** What the rules make of a history of starts and answers. */
  private static final class Reading {
    BreakerState state = BreakerState.CLOSED;
    Instant until = Instant.MIN;
    int failures;
    int balance;
    int pauses;

    void start() {
      if (state == BreakerState.OPEN) {
        state = BreakerState.TRYING;
        balance = 1;
      }
    }

    void answer(Answer answer) {
      if (!answer.ofThisPhase() || answer.verdict() == Verdict.NOTHING) {
        return;
      }
      if (answer.verdict() == Verdict.ANSWERS) {
        failures = 0;
        balance++;
        if (state == BreakerState.TRYING && balance == 33) {
          state = BreakerState.CLOSED;
          pauses = 0;
        }
        return;
      }
      failures++;
      balance--;
      boolean none = state == BreakerState.TRYING && balance == 0;
      if (none || (state == BreakerState.CLOSED && failures == POLICY.failures())) {
        state = BreakerState.OPEN;
        failures = 0;
        long seconds = Math.min(POLICY.longest().toSeconds(), 1L << pauses++);
        until = answer.at().plusSeconds(seconds);
      }
    }
  }

  private record Call(long permit, int phase) {}

  @Property(tries = 300)
  void it_stands_as_its_rules_say_whatever_comes_when(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 400) int steps,
      @ForAll @IntRange(min = 1, max = 9) int goodOfTen) {
    Random random = new Random(seed);
    Breaker breaker = new Breaker(POLICY);
    Reading reading = new Reading();
    List<Call> under = new ArrayList<>();
    int phase = 0;
    Instant now = START;
    for (int i = 0; i < steps; i++) {
      now = now.plusMillis(random.nextInt(900));
      int trying = tryingNow(under, phase);
      boolean may = breaker.hasRoom() && !breaker.availableAt(now).isAfter(now);
      assertThat(may).isEqualTo(mayStart(reading, trying, now));
      if (may && random.nextBoolean()) {
        phase += reading.state == BreakerState.OPEN ? 1 : 0;
        reading.start();
        under.add(new Call(breaker.started(), phase));
      } else if (!under.isEmpty()) {
        Call call = under.remove(random.nextInt(under.size()));
        Verdict verdict = verdict(random, goodOfTen);
        BreakerState before = reading.state;
        reading.answer(new Answer(verdict, call.phase() == phase, now));
        breaker.ended(call.permit(), verdict, now);
        phase += before != reading.state && reading.state == BreakerState.OPEN ? 1 : 0;
      }
      assertThat(breaker.state()).isEqualTo(reading.state);
      if (reading.state == BreakerState.OPEN) {
        assertThat(breaker.until()).isEqualTo(reading.until);
      }
    }
  }

  private static int tryingNow(List<Call> under, int phase) {
    return (int) under.stream().filter(call -> call.phase() == phase).count();
  }

  private static boolean mayStart(Reading reading, int trying, Instant now) {
    return switch (reading.state) {
      case CLOSED -> true;
      case OPEN -> !reading.until.isAfter(now);
      case TRYING -> trying < reading.balance;
    };
  }

  private static Verdict verdict(Random random, int goodOfTen) {
    if (random.nextInt(12) == 0) {
      return Verdict.NOTHING;
    }
    return random.nextInt(10) < goodOfTen ? Verdict.ANSWERS : Verdict.FAILS;
  }

  @Example
  void refusals_of_one_work_say_that_the_channel_answers_and_refused_credentials_do_not() {
    assertThat(Verdict.of(new AttemptResult.GivenUp(Optional.of(403), "no")))
        .isEqualTo(Verdict.ANSWERS);
    assertThat(Verdict.of(new AttemptResult.GivenUp(Optional.of(401), "no")))
        .isEqualTo(Verdict.FAILS);
    assertThat(Verdict.of(new AttemptResult.GivenUp(Optional.empty(), "gone")))
        .isEqualTo(Verdict.FAILS);
    assertThat(Verdict.of(new AttemptResult.GivenUp(Optional.of(0), "cannot be sent")))
        .isEqualTo(Verdict.NOTHING);
    assertThat(
            Verdict.of(
                new AttemptResult.Again(Optional.of(429), Duration.ofSeconds(1), true, "limit")))
        .isEqualTo(Verdict.NOTHING);
  }

  @Example
  void repetitions_stay_a_small_part_of_all_attempts_while_nothing_succeeds() {
    RetryBudget budget = new RetryBudget(6, START);
    int repeated = 0;
    for (int second = 0; second < 600; second++) {
      Instant now = START.plusSeconds(second);
      budget.firstAttempt();
      while (!budget.availableAt(now).isAfter(now)) {
        budget.repetition(now);
        repeated++;
      }
    }

    // What it begins with, a fifth of 600 first attempts, and six a minute.
    assertThat(repeated).isBetween(100 + 120 + 55, 100 + 120 + 60);
  }
}
