package io.cueline.publisher.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.publisher.testing.Examples;
import io.cueline.publisher.testing.FakeTenant.Answer;
import io.cueline.publisher.testing.FakeTenant.Call;
import io.cueline.publisher.testing.Figures;
import io.cueline.publisher.testing.Profiles;
import io.cueline.publisher.testing.PublisherRig;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One interaction whose calls hang for a minute, and how long the others take meanwhile. */
@Tag("long")
class HangingCallsTest {

  private static final int SECONDS = 20;
  private static final int A_SECOND = 100;

  @TempDir private Path folder;

  private final Map<String, Instant> published = new HashMap<>();

  @Test
  void they_delay_no_other_interaction() throws InterruptedException {
    String profile = Profiles.of(folder, 10_000_000, Duration.ofSeconds(90));
    try (PublisherRig rig = new PublisherRig("hanging");
        PublisherRig.Running publisher = rig.start(Map.of(CxoneSettings.PROFILE, profile))) {
      await().until(() -> publisher.context().health().notReady().isEmpty());
      rig.tenant.behave(
          asked ->
              asked.interactionId().equals("hangs")
                  ? new Answer.TooLate(Duration.ofSeconds(60))
                  : Answer.ok());
      publish(rig, "warm-up", SECONDS / 4);
      publish(rig, "without", SECONDS);
      for (int i = 0; i < 20; i++) {
        rig.publish(cue("hangs", "h-" + i, Instant.now()));
      }
      publish(rig, "with", SECONDS);
      publish(rig, "without-again", SECONDS / 2);

      await().atMost(Duration.ofSeconds(20)).until(() -> taken(rig) == published.size());
      double without = p99(rig.tenant.calls(), "without-");
      double with = p99(rig.tenant.calls(), "with-");
      Figures.tell(
          "60 s hang: p99 of the others %.1f ms with, %.1f ms without".formatted(with, without));
      assertThat(with).isLessThan(2 * without + 25);
    }
  }

  private void publish(PublisherRig rig, String phase, int seconds) throws InterruptedException {
    Instant begun = Instant.now();
    for (int i = 0; i < seconds * A_SECOND; i++) {
      Instant due = begun.plusMillis(i * 1_000L / A_SECOND);
      TimeUnit.NANOSECONDS.sleep(Math.max(0, Duration.between(Instant.now(), due).toNanos()));
      String id = phase + "-" + i;
      published.put(id + "/1", due);
      rig.publish(cue("call-" + id, id, due));
      rig.flush();
    }
  }

  private static io.cueline.schemas.Cue cue(String call, String id, Instant at) {
    return Examples.cue(call, id, 1, CueKind.INTERRUPT, CueChange.OPENED, at);
  }

  private static long taken(PublisherRig rig) {
    return rig.tenant.calls().stream().filter(call -> call.status() == 200).count();
  }

  /** Milliseconds from when it was due to be published until the tenant had it. */
  private double p99(List<Call> calls, String phase) {
    double[] sorted =
        calls.stream()
            .filter(call -> call.key().startsWith(phase) && !call.key().contains("again"))
            .mapToDouble(
                call ->
                    Duration.between(published.getOrDefault(call.key(), call.begun()), call.begun())
                            .toNanos()
                        / 1e6)
            .sorted()
            .toArray();
    return sorted[(int) Math.ceil(sorted.length * 0.99) - 1];
  }
}
