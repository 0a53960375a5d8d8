package io.cueline.cxone.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.cxone.call.RetryPolicy.Decision;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  private static final Outcome FAULT =
      new Outcome.RetryLater(Optional.of(503), Optional.empty(), "503 from cues");

  /** Of whole pauses: no jitter is drawn. */
  private static final RandomGenerator ZERO = fixed(0);

  @Test
  void afterTheLastAttemptItIsGivenUpWithTheReason() {
    assertThat(RetryPolicy.DEFAULT.next(3, FAULT, ZERO))
        .isEqualTo(new Decision.GiveUp("given up after 3 attempts: 503 from cues"));
    assertThat(RetryPolicy.DEFAULT.withAttempts(1).next(1, FAULT, ZERO))
        .isEqualTo(new Decision.GiveUp("given up after 1 attempt: 503 from cues"));
  }

  @Test
  void whatIsFinalIsNeverTriedAgain() {
    assertThat(RetryPolicy.DEFAULT.next(1, new Outcome.Final(403, "no"), ZERO))
        .isEqualTo(new Decision.GiveUp("no"));
    assertThat(RetryPolicy.DEFAULT.next(1, new Outcome.Unauthorized("who"), ZERO))
        .isEqualTo(new Decision.GiveUp("who"));
  }

  @Test
  void whatArrivedIsDone() {
    assertThat(RetryPolicy.DEFAULT.next(1, new Outcome.Delivered(200, "", Map.of()), ZERO))
        .isEqualTo(new Decision.Done());
    assertThat(RetryPolicy.DEFAULT.next(1, new Outcome.NotModified(), ZERO))
        .isEqualTo(new Decision.Done());
  }

  @Test
  void pausesDoubleUpToTheLongest() {
    RetryPolicy policy = RetryPolicy.DEFAULT.withAttempts(100);

    assertThat(again(policy, 1, ZERO)).isEqualTo(Duration.ofSeconds(1));
    assertThat(again(policy, 2, ZERO)).isEqualTo(Duration.ofSeconds(2));
    assertThat(again(policy, 3, ZERO)).isEqualTo(Duration.ofSeconds(4));
    assertThat(again(policy, 4, ZERO)).isEqualTo(Duration.ofSeconds(8));
    assertThat(again(policy, 5, ZERO)).isEqualTo(Duration.ofSeconds(10));
    assertThat(again(policy, 99, ZERO)).isEqualTo(Duration.ofSeconds(10));
    assertThat(again(policy, 2, fixed(0.5))).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void aWaitTheTenantAsksForIsHonouredWhateverItsLength() {
    Outcome asked =
        new Outcome.RetryLater(Optional.of(429), Optional.of(Duration.ofMinutes(2)), "429");

    assertThat(RetryPolicy.DEFAULT.next(1, asked, fixed(0.9)))
        .isEqualTo(new Decision.Again(Duration.ofMinutes(2)));
  }

  @Property(tries = 300)
  void pausesStayWithinTheirBounds(
      @ForAll @IntRange(min = 1, max = 1000) int attempt,
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 1) double jitter) {
    RetryPolicy policy =
        new RetryPolicy(1001, Duration.ofSeconds(1), Duration.ofSeconds(10), jitter);

    Duration full = again(policy, attempt, ZERO);
    Duration drawn = again(policy, attempt, new Random(seed));

    assertThat(drawn).isPositive().isLessThanOrEqualTo(full).isLessThanOrEqualTo(policy.longest());
    assertThat(drawn.toNanos()).isGreaterThanOrEqualTo((long) (full.toNanos() * (1 - jitter)) - 1);
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new RetryPolicy(0, second, second, 0.5))
        .hasMessageContaining("attempts");
    assertThatThrownBy(() -> new RetryPolicy(1, Duration.ZERO, second, 0.5))
        .hasMessageContaining("first pause");
    assertThatThrownBy(() -> new RetryPolicy(1, second, Duration.ofMillis(1), 0.5))
        .hasMessageContaining("first pause");
    assertThatThrownBy(() -> new RetryPolicy(1, second, second, Double.NaN))
        .hasMessageContaining("jitter");
    assertThatThrownBy(() -> RetryPolicy.DEFAULT.next(0, FAULT, ZERO))
        .hasMessageContaining("count from 1");
  }

  private static Duration again(RetryPolicy policy, int attempt, RandomGenerator random) {
    return ((Decision.Again) policy.next(attempt, FAULT, random)).after();
  }

  private static RandomGenerator fixed(double drawn) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public double nextDouble() {
        return drawn;
      }
    };
  }
}
