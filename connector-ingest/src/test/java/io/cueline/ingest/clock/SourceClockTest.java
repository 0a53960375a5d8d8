package io.cueline.ingest.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SourceClockTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static Now now(long millis) {
    return new Now(NOON.plusMillis(millis), millis * 1_000_000);
  }

  @Test
  void settingTheWallClockBackDoesNotTurnTimeBack() {
    SourceClock clock = SourceClock.system(Instant.EPOCH);
    clock.connected(now(0));

    assertThat(clock.read(new Now(NOON.minusSeconds(3600), 250_000_000)))
        .isEqualTo(NOON.plusMillis(250));
    clock.connected(new Now(NOON.minusSeconds(3600), 500_000_000));
    assertThat(clock.read(new Now(NOON.minusSeconds(3600), 500_000_000)))
        .isEqualTo(NOON.plusMillis(500));
  }

  @Test
  void aWallClockThatJumpsAheadIsFollowedWhenConnectingOnly() {
    SourceClock clock = SourceClock.system(Instant.EPOCH);
    clock.connected(now(0));

    assertThat(clock.read(new Now(NOON.plusSeconds(3600), 1_000_000)))
        .isEqualTo(NOON.plusMillis(1));
    clock.connected(new Now(NOON.plusSeconds(3600), 2_000_000));
    assertThat(clock.read(new Now(NOON.plusSeconds(3600), 2_000_000)))
        .isEqualTo(NOON.plusSeconds(3600));
  }

  @Test
  void noClockStartsBeforeTheLastTick() {
    Instant lastTick = NOON.plusSeconds(90);

    SourceClock system = SourceClock.system(lastTick);
    system.connected(now(0));
    assertThat(system.read(now(1))).isEqualTo(lastTick.plusMillis(1));

    SourceClock stream = SourceClock.stream(lastTick);
    stream.heard(NOON);
    assertThat(stream.read(now(1))).isEqualTo(lastTick);
  }

  @Test
  void aReplaysClockIsKnownOnlyWhenHeardOnThisConnection() {
    SourceClock clock = SourceClock.stream(Instant.EPOCH);
    clock.connected(now(0));
    assertThat(clock.isKnown()).isFalse();

    clock.heard(NOON);
    assertThat(clock.isKnown()).isTrue();
    assertThat(clock.read(now(99_999))).isEqualTo(NOON);

    clock.connected(now(100_000));
    assertThat(clock.isKnown()).isFalse();
  }

  @Property
  void aReplaysClockNeverGoesBack(@ForAll List<@LongRange(min = 0, max = 100_000) Long> heard) {
    SourceClock clock = SourceClock.stream(Instant.EPOCH);
    Instant last = Instant.EPOCH;
    for (long millis : heard) {
      clock.heard(NOON.plusMillis(millis));
      Instant read = clock.read(now(0));
      assertThat(read).isAfterOrEqualTo(last);
      last = read;
    }
  }

  @Property
  void theSystemsClockNeverGoesBack(
      @ForAll @Size(max = 50) List<@LongRange(min = -9_000, max = 9_000) Long> wallSteps) {
    SourceClock clock = SourceClock.system(NOON.minusSeconds(5));
    Instant wall = NOON;
    Instant last = NOON.minusSeconds(5);
    long nanos = 0;
    for (long step : wallSteps) {
      wall = wall.plusMillis(step);
      nanos += Math.abs(step) * 1_000;
      Now now = new Now(wall, nanos);
      if (step % 3 == 0) {
        clock.connected(now);
      }
      assertThat(clock.read(now)).isAfterOrEqualTo(last);
      last = clock.read(now);
    }
  }
}
