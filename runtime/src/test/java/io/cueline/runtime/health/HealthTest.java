package io.cueline.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthTest {

  @Test
  void aFailingCheckIsATroubleOfItsPart() {
    Health health = new Health();
    health.ready(
        "index",
        () -> {
          throw new IllegalStateException("closed");
        });
    health.ready("kafka", Optional::empty);
    health.live("threads", () -> Optional.of("all dead"));

    assertThat(health.notReady()).containsOnlyKeys("index");
    assertThat(health.notReady().get("index")).contains("closed");
    assertThat(health.notLive()).containsEntry("threads", "all dead");
  }
}
