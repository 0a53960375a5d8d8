package io.cueline.workbench.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cueline.runtime.settings.Settings;
import io.cueline.workbench.demo.DemoContent;
import io.cueline.workbench.tenant.SimulatedTenant;
import io.cueline.workbench.tenant.TenantOptions;
import io.cueline.workbench.tenant.calls.Call;
import io.cueline.workbench.tenant.calls.CallFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of frames of each dialect while the tenant misbehaves: nothing is missing but inside
 * declared gaps, nothing stands twice, no call is out of order.
 */
@Tag("long")
final class StreamsUnderFaultsTest {

  private static final Duration WITHIN = Duration.ofMinutes(4);

  /** Three hundred calls where they are at hand, else the demo's. */
  static List<Call> calls() {
    return Stream.iterate(Path.of("").toAbsolutePath(), up -> up != null, Path::getParent)
        .map(up -> up.resolve("shared/data/calls/bank-chats.jsonl"))
        .filter(Files::exists)
        .findFirst()
        .map(CallFile::read)
        .orElseGet(() -> DemoContent.calls(Optional.empty()));
  }

  private static Wired wired(String profile, String name, TenantOptions.Builder options)
      throws Exception {
    return Wired.start(
        profile, name + profile, options.calls(calls()), UnaryOperator.<Settings>identity());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "disclosure-cues",
        "insights",
        "knowledge-cards",
        "compliance-prompts",
        "voice-gateway"
      })
  void undisturbedEveryFrameOfThreeHundredCallsArrives(String profile) throws Exception {
    try (Wired wired = wired(profile, "calm-", TenantOptions.builder().speed(2_000))) {
      wired.tenant().faults().repeat(1_000);
      Accounting all = wired.play(WITHIN).settled().complete();
      assumeThat(calls()).hasSize(300);
      assertThat(all.sentFrames()).isGreaterThan(5_000);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "disclosure-cues",
        "insights",
        "knowledge-cards",
        "compliance-prompts",
        "voice-gateway"
      })
  void cutSocketsLoseNothingOutsideDeclaredGaps(String profile) throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    try (Wired wired = wired(profile, "cut-", TenantOptions.builder().speed(100))) {
      SimulatedTenant tenant = wired.tenant();
      Thread cutter =
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                      tenant.dropSockets();
                      tenant.faults().malformed("{\"broken\":");
                      tenant.faults().repeat(20);
                      try {
                        Thread.sleep(random.nextInt(200, 1_200));
                      } catch (InterruptedException ended) {
                        return;
                      }
                    }
                  });
      wired.play(WITHIN);
      cutter.interrupt();
      Accounting all = wired.settled();

      int missing = all.missingOnlyInGaps();
      report(profile + " cut", all, missing);
      // A post that was torn is posted again, so nothing at all is missing.
      if (profile.equals("voice-gateway")) {
        assertThat(missing).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"disclosure-cues", "insights", "knowledge-cards"})
  void expiringTokensLoseNothingOutsideDeclaredGaps(String profile) throws Exception {
    TenantOptions.Builder options =
        TenantOptions.builder().speed(1_000).tokenLife(Duration.ofSeconds(2)).cutsExpired(true);
    try (Wired wired = wired(profile, "expiring-", options)) {
      Accounting all = wired.play(WITHIN).settled();

      int missing = all.missingOnlyInGaps();
      report(profile + " expiring", all, missing);
    }
  }

  private static void report(String what, Accounting all, int missing) {
    org.slf4j.LoggerFactory.getLogger(StreamsUnderFaultsTest.class)
        .atWarn()
        .addKeyValue("sent", all.sentFrames())
        .addKeyValue("missing", missing)
        .addKeyValue("gaps", all.gapCount())
        .log(what);
  }
}
