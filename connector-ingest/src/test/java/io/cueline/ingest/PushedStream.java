package io.cueline.ingest;

import static org.awaitility.Awaitility.await;

import io.cueline.ingest.server.PushSettings;
import io.cueline.ingest.support.FrameOracle;
import io.cueline.ingest.support.Pusher;
import io.cueline.ingest.support.Rig;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.settings.CxoneSettings;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/**
 * An ingest that a tenant pushes to, of a test's own: 2d by WebSocket, and posts at the same path.
 */
abstract class PushedStream {

  static final String SOURCE = "stt-push@one";
  static final String PATH = "/api/v2/stt/incoming";

  @SuppressWarnings("NullAway.Init")
  Rig rig;

  @SuppressWarnings("NullAway.Init")
  ServiceContext context;

  @SuppressWarnings("NullAway.Init")
  Pusher tenant;

  @BeforeEach
  final void prepare(TestInfo info) throws ExecutionException, InterruptedException {
    rig =
        Rig.of(info)
            .with(CxoneSettings.PROFILE, "compliance-prompts")
            .with(CxoneSettings.VARIABLES, "tenant=t")
            .with(PushSettings.TOKENS, "other," + Pusher.TOKEN)
            .with(PushSettings.HMAC_SECRET, "shared secret")
            .with(IngestSettings.INSTANCE, "one");
  }

  final void start() {
    context = rig.start();
    tenant = new Pusher(context.http().address(), PATH);
  }

  @AfterEach
  final void stop() {
    rig.close();
  }

  /** All that was written, with no tick under way. */
  final FrameOracle ended() {
    rig.stop();
    return rig.written().holds();
  }

  final double gauge() {
    return context.metrics().get("cueline.ingest.push.connections").gauge().value();
  }

  final double refusals(String reason) {
    return context
        .metrics()
        .get("cueline.ingest.push.refused")
        .tag("reason", reason)
        .counter()
        .count();
  }

  /** Until two looks with time for some ticks between show none. */
  final void awaitTicksStop() {
    AtomicInteger before = new AtomicInteger(-1);
    await()
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              int ticks = rig.written().ticks(SOURCE).size();
              return before.getAndSet(ticks) == ticks;
            });
  }

  final void settled(int sent) {
    rig.settled(sent, Duration.ofSeconds(20));
  }
}
