package io.cueline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.ingest.support.Flow;
import io.cueline.ingest.support.IngestProcess;
import io.cueline.ingest.support.Ownerships;
import io.cueline.ingest.support.Rig;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Several instances, several streams: each is read by one. */
class TakeOverTest {

  private Rig rig;

  @BeforeEach
  void start(TestInfo info) throws ExecutionException, InterruptedException {
    rig =
        Rig.of(info)
            .with(IngestSettings.SESSION_TIMEOUT, "2s")
            .with(IngestSettings.RECONNECT_MOST, "1s");
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private static double owned(ServiceContext instance, String unit) {
    return instance.metrics().get("cueline.ingest.owned").tag("unit", unit).gauge().value();
  }

  private static double owned(ServiceContext instance) {
    return instance.metrics().get("cueline.ingest.owned").gauges().stream()
        .mapToDouble(gauge -> gauge.value())
        .sum();
  }

  private void awaitRead(String source, long upTo) {
    await(source + " to be read up to " + upTo)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(250))
        .until(() -> rig.written().acrossOwners().numbers(source).contains(upTo - 1));
  }

  @Test
  void anOwnerThatSleptIsReplacedAndDecidesNothingMoreAndOneThatIsKilledIsTooInSeconds()
      throws Exception {
    rig.streams("one");
    Flow flow = rig.tenant.flow("one");
    IngestProcess process = rig.process();
    await().atMost(Duration.ofSeconds(40)).until(() -> flow.listening() == 1);
    ServiceContext here = rig.start();
    CompletableFuture<Void> said = flow.say(8_000, 1_000);
    awaitRead("one", 500);

    process.sleep();
    await().atMost(Duration.ofSeconds(20)).until(() -> owned(here, "one") == 1);
    await().until(() -> flow.listening() == 2);
    process.wake();
    // It finds that it is another's, hangs up, and waits for its turn.
    await().atMost(Duration.ofSeconds(20)).until(() -> flow.listening() == 1);

    rig.stop(here);
    await().atMost(Duration.ofSeconds(20)).until(() -> flow.listening() == 1);
    ServiceContext third = rig.start();
    await().atMost(Duration.ofSeconds(20)).until(() -> rig.members() == 2);
    process.kill();
    await().atMost(Duration.ofSeconds(20)).until(() -> owned(third, "one") == 1);
    await().until(() -> flow.listening() == 1);
    said.join();
    flow.say(100, 1_000).join();
    awaitRead("one", flow.said());

    Ownerships written = rig.written().acrossOwners();
    assertThat(written.nothingIsMissingButInGaps("one", flow) + written.numbers("one").size())
        .isEqualTo(flow.said());
    List<Frame> epochs = written.epochs("one");
    assertThat(epochs).hasSizeGreaterThanOrEqualTo(4);
    assertThat(epochs.subList(1, epochs.size()))
        .allMatch(epoch -> epoch.getGapFrom().isBefore(epoch.getGapTo()));
  }

  @Test
  void unitsAreSharedOutAndAStreamThatDecidesNothingMovesNoRule() throws Exception {
    rig.streams("one", "two").with(IngestSettings.ARTICLES, "true");
    ServiceContext first = rig.start();
    for (String name : List.of("one", "two")) {
      await().atMost(Duration.ofSeconds(20)).until(() -> rig.tenant.flow(name).listening() == 1);
    }
    assertThat(owned(first)).isEqualTo(3);

    ServiceContext second = rig.start();

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> owned(first) > 0 && owned(first) + owned(second) == 3 && owned(second) > 0);
    for (String name : List.of("one", "two")) {
      await().atMost(Duration.ofSeconds(20)).until(() -> rig.tenant.flow(name).listening() == 1);
      rig.tenant.flow(name).say(300, 3_000).join();
      awaitRead(name, 300);
    }
    await().until(() -> first.health().notReady().isEmpty());
    await().until(() -> second.health().notReady().isEmpty());
    rig.stop();
    assertThat(rig.written().holds().content())
        .allMatch(
            frame -> (frame.getKind() == FrameKind.UTTERANCE) == frame.getSource().equals("one"),
            "words of the stream that decides are utterances, others are OTHER")
        .hasSize(600);
    assertThat(rig.written().acrossOwners().older()).isZero();
    assertThat(
            rig.written().acrossOwners().nothingIsMissingButInGaps("two", rig.tenant.flow("two")))
        .isZero();
  }
}
