package io.cueline.workbench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.rules.RuleFile;
import io.cueline.topology.rules.RuleSet;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Recorded frames, with the ticks and epochs between them. */
class ReplayTest {

  static {
    var _ = AvroSerde.of(Topics.TRANSCRIPT_FRAMES, SchemaDirectory.compiledIn());
  }

  private final RuleSet defaults = RuleFile.defaults();
  private final Replay replay =
      new Replay(RuleSnapshot.of(1, defaults.engine(), defaults.rules()), Optional.empty());
  private long seq;

  @Test
  void whatIsDueFallsDueByTicksAndSilenceEndsACall() {
    epoch(1, -3_600_000);
    said("a", 0, "hello");
    said("b", 10_000, "hello");
    for (long at = 500; at <= 40_000; at += 500) {
      tick(1, at);
      if (at == 15_000) {
        said("a", at, "I guarantee it");
      }
    }
    said("b", 40_500, "this call is being recorded");
    tick(1, 15_000 + 1_800_000);
    tick(1, 40_500 + 1_800_000);

    List<JudgedCall> calls = replay.finish();

    assertThat(calls).extracting(JudgedCall::interactionId).containsExactly("a", "b");
    assertThat(outcomes(calls.get(0)))
        .containsExactly(
            "early-termination NOT_APPLICABLE 1815000",
            "rate-disclosure NOT_APPLICABLE 1815000",
            "recording-notice MISSED 1815000");
    assertThat(outcomes(calls.get(1))).contains("recording-notice LATE 30500");
    assertThat(calls).allMatch(call -> call.alerts() == 1);
  }

  @Test
  void whatMayHaveBeenSaidInAGapIsUndetermined() {
    epoch(1, -3_600_000);
    said("a", 0, "hello");
    Frame lost =
        frame(FrameKind.EPOCH, 2, 20_000).setGapFrom(at(5_000)).setGapTo(at(20_000)).build();
    replay.take(lost);
    seq = 0;
    replay.take(utterance("a", 2, 40_000, "hello again"));
    replay.take(frame(FrameKind.END, 2, 50_000).setInteractionId("a").build());

    JudgedCall call = replay.finish().getFirst();

    assertThat(call.verdicts())
        .filteredOn(verdict -> verdict.ruleId().equals("recording-notice"))
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.outcome()).isEqualTo("UNDETERMINED");
              assertThat(verdict.reason()).contains("GAP");
              assertThat(verdict.isHit()).isTrue();
            });
    assertThat(call.alerts()).isZero();
  }

  @Test
  void whatIsStillOpenIsJudgedAsFarAsItGoes() {
    epoch(1, -3_600_000);
    said("a", 0, "I guarantee a refund");

    assertThat(outcomes(replay.finish().getFirst()))
        .containsExactly("default-keywords VIOLATION 0");
  }

  private static List<String> outcomes(JudgedCall call) {
    return call.verdicts().stream()
        .map(each -> each.ruleId() + " " + each.outcome() + " " + each.atMs())
        .toList();
  }

  private void epoch(long epoch, long at) {
    replay.take(frame(FrameKind.EPOCH, epoch, at).build());
  }

  private void tick(long epoch, long at) {
    replay.take(frame(FrameKind.TICK, epoch, at).setReadUpTo(at(at)).build());
  }

  private void said(String id, long at, String text) {
    replay.take(utterance(id, 1, at, text));
  }

  private Frame utterance(String id, long epoch, long at, String text) {
    Frame said =
        frame(FrameKind.UTTERANCE, epoch, at)
            .setInteractionId(id)
            .setSpeaker(Speaker.AGENT)
            .setText(text)
            .build();
    seq++;
    return said;
  }

  private Frame.Builder frame(FrameKind kind, long epoch, long at) {
    return Frame.newBuilder()
        .setTenant("t")
        .setSource("s")
        .setEpoch(epoch)
        .setSeq(seq)
        .setAt(at(at))
        .setReceivedAt(at(at))
        .setKind(kind);
  }

  private static Instant at(long millis) {
    return Instant.parse("2026-03-02T09:00:00Z").plusMillis(millis);
  }
}
