package io.cueline.workbench.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.ingest.IngestSettings;
import io.cueline.workbench.demo.DemoContent;
import io.cueline.workbench.tenant.TenantOptions;
import io.cueline.workbench.tenant.faults.AnswerFault;
import io.cueline.workbench.tenant.stream.Credential;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tenant that signs, that is refused, that refuses, and that falls silent. */
final class DifficultTenantTest {

  private static final Duration WITHIN = Duration.ofSeconds(40);

  private static TenantOptions.Builder demoCalls() {
    return TenantOptions.builder().calls(DemoContent.calls(Optional.empty())).speed(3_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"compliance-prompts", "voice-gateway"})
  void whoSignsIsLetInAndWhoSignsWronglyIsNot(String profile) throws Exception {
    Credential signing = new Credential.Hmac(Wired.SECRET);
    try (Wired wired =
        Wired.start(profile, "signed-" + profile, demoCalls(), signing, UnaryOperator.identity())) {
      wired.tenant().faults().wrongCredentials(2);

      wired.play(WITHIN).settled().complete();

      assertThat(wired.tenant().faults().wrongCredentialsNow()).as("all were used up").isFalse();
    }
  }

  @Test
  void aPostTornInItsMiddleOrNeverEndedIsNoFrame() throws Exception {
    try (Wired wired =
        Wired.start("voice-gateway", "torn", demoCalls(), UnaryOperator.identity())) {
      wired.tenant().fallSilent();
      wired.tenant().faults().dropAfter(20);

      wired.play(WITHIN).settled().complete();
    }
  }

  @Test
  void aTenantThatFallsSilentIsLeftAndHeardAgain() throws Exception {
    try (Wired wired =
        Wired.start(
            "knowledge-cards",
            "silent",
            demoCalls().speed(60),
            settings ->
                settings
                    .with(IngestSettings.PING_INTERVAL, "200ms")
                    .with(IngestSettings.PONG_TIMEOUT, "500ms"))) {
      wired.tenant().faults().answer(AnswerFault.status("interaction-events", 2, 503));
      wired.awaitReady();
      wired.tenant().start();
      await().until(() -> wired.tenant().status().sent() > 20);
      wired.tenant().fallSilent();

      Accounting all = wired.play(WITHIN).settled();

      // What nobody could hear was not said: the tenant's replay waits, and so does its clock.
      assertThat(all.epochs()).isGreaterThan(1);
      assertThat(all.missingOnlyInGaps()).isZero();
    }
  }
}
