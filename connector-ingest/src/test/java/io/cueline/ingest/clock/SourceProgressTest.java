package io.cueline.ingest.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.ingest.clock.SourceProgress.Epoch;
import io.cueline.ingest.clock.SourceProgress.Gap;
import io.cueline.ingest.clock.SourceProgress.Stamp;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceProgressTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static Instant at(int seconds) {
    return NOON.plusSeconds(seconds);
  }

  @Test
  void noFrameStandsBeforeAnEpoch() {
    SourceProgress fresh = new SourceProgress(LogTail.NONE);
    SourceProgress again = new SourceProgress(new LogTail(3, NOON, Optional.of(NOON)));

    assertThatThrownBy(() -> fresh.next(NOON)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> again.next(NOON)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aReconnectDeclaresTheTimeSinceTheTenantWasLastHeard() {
    SourceProgress source = new SourceProgress(LogTail.NONE);
    source.connected(at(0));
    source.next(at(1));
    source.heard(at(7));

    assertThat(source.connected(at(20)))
        .isEqualTo(new Epoch(2, at(20), Optional.of(new Gap(at(7), at(20)))));
  }

  @Test
  void whatKafkaDidNotTakeLiesWithinTheGap() {
    SourceProgress source = new SourceProgress(LogTail.NONE);
    source.connected(at(0));
    source.heard(at(9));
    source.lostFrom(at(4));

    assertThat(source.connected(at(10)).gap()).contains(new Gap(at(4), at(10)));
  }

  @Test
  void aRestartContinuesTheLog() {
    SourceProgress source = new SourceProgress(new LogTail(5, at(12), Optional.of(at(10))));

    assertThat(source.connected(at(15)))
        .isEqualTo(new Epoch(6, at(15), Optional.of(new Gap(at(10), at(15)))));
    assertThat(source.next(at(16))).isEqualTo(new Stamp(6, 0, at(16)));
  }

  @Test
  void aLogThatDoesNotSayHowFarItWasReadOwnsUpToAllTime() {
    SourceProgress source = new SourceProgress(new LogTail(1, at(5), Optional.empty()));

    assertThat(source.connected(at(15)).gap()).contains(new Gap(Instant.EPOCH, at(15)));
  }

  @Test
  void theVeryFirstConnectionAndALengthlessGapDeclareNothing() {
    SourceProgress source = new SourceProgress(LogTail.NONE);

    assertThat(source.connected(at(1)).gap()).isEmpty();
    assertThat(source.connected(at(1)).gap()).isEmpty();
    SourceProgress lossless = SourceProgress.withoutGaps(new LogTail(7, at(0), Optional.of(at(0))));
    assertThat(lossless.connected(at(1))).isEqualTo(new Epoch(8, at(1), Optional.empty()));
    assertThat(lossless.connected(at(2))).isEqualTo(new Epoch(9, at(2), Optional.empty()));
  }

  @Test
  void placesAreGaplessWithinAnEpoch() {
    SourceProgress source = new SourceProgress(LogTail.NONE);
    source.connected(at(0));
    for (int seq = 0; seq < 5; seq++) {
      assertThat(source.nextSeq()).isEqualTo(seq);
      assertThat(source.next(at(1))).isEqualTo(new Stamp(1, seq, at(1)));
    }
    source.connected(at(2));
    assertThat(source.next(at(2))).isEqualTo(new Stamp(2, 0, at(2)));
  }
}
