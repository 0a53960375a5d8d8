package io.cueline.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void pausesDoubleUpToTheLimit() {
    Backoff backoff = new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(60), 0);

    assertThat(backoff.pause(0, new Random(1))).isEqualTo(Duration.ofSeconds(5));
    assertThat(backoff.pause(1, new Random(1))).isEqualTo(Duration.ofSeconds(10));
    assertThat(backoff.pause(4, new Random(1))).isEqualTo(Duration.ofSeconds(60));
    assertThat(backoff.pause(Integer.MAX_VALUE, new Random(1))).isEqualTo(Duration.ofSeconds(60));
  }

  @Property
  void aPauseVariesWithinItsShare(@ForAll long seed, @ForAll @IntRange(max = 100) int failures) {
    Backoff backoff = new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(60), 0.2);

    assertThat(backoff.pause(failures, new Random(seed)))
        .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(72));
  }
}
