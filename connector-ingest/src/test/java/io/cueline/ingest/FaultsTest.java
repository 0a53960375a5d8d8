package io.cueline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.ingest.support.Flow;
import io.cueline.ingest.support.IngestProcess;
import io.cueline.ingest.support.Ownerships;
import io.cueline.ingest.support.Rig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tens of thousands of frames under each fault: nothing is missing but inside declared gaps,
 * nothing stands out of order, nothing of an older epoch decides.
 */
@Tag("long")
class FaultsTest {

  private static final Logger LOG = LoggerFactory.getLogger(FaultsTest.class);
  private static final int FRAMES = 40_000;
  private static final int A_SECOND = 2_000;
  private static final String STREAM = "one";

  private static Rig rig(EmbeddedBroker broker, String name) throws Exception {
    return new Rig(broker, "FaultsTest." + name)
        .streams(STREAM)
        .with(IngestSettings.SESSION_TIMEOUT, "2s")
        .with(IngestSettings.RECONNECT_MOST, "1s");
  }

  /** Until so many are listening to the flow. */
  private static void awaitListening(Flow flow, int many) {
    await(many + " to be listening")
        .atMost(Duration.ofSeconds(60))
        .until(() -> flow.listening() == many);
  }

  /** Until so many share the work. */
  private static void awaitMembers(Rig rig, int many) {
    await(many + " to be members")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(250))
        .until(() -> rig.members() == many);
  }

  /** Says a few more that everybody hears, and checks the log when they stand there. */
  private static Ownerships settled(Rig rig, Flow flow, String fault) {
    awaitListening(flow, 1);
    flow.say(100, A_SECOND).join();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> rig.written().acrossOwners().numbers(STREAM).contains(flow.said() - 1));
    rig.stop();
    Ownerships written = rig.written().acrossOwners();
    long missing = written.nothingIsMissingButInGaps(STREAM, flow);
    LOG.atInfo()
        .addKeyValue("fault", fault)
        .addKeyValue("said", flow.said())
        .addKeyValue("read", written.numbers(STREAM).size())
        .addKeyValue("missingInGaps", missing)
        .addKeyValue("longestGap", written.longestGap(STREAM))
        .addKeyValue("older", written.older())
        .addKeyValue("epochs", written.epochs(STREAM).size())
        .log("under faults");
    assertThat(missing + written.numbers(STREAM).size()).isEqualTo(flow.said());
    return written;
  }

  private static boolean over(CompletableFuture<Void> said, Duration wait) throws Exception {
    try {
      said.get(wait.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException goesOn) {
      return false;
    }
  }

  @Test
  void socketsCutAtRandom() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Rig rig = rig(broker, "cut")) {
      rig.start();
      Flow flow = rig.tenant.flow(STREAM);
      awaitListening(flow, 1);
      Random random = new Random(3);
      CompletableFuture<Void> said = flow.say(FRAMES, A_SECOND);
      int cuts = 0;
      while (!over(said, Duration.ofMillis(100 + random.nextInt(900)))) {
        flow.cut();
        cuts++;
      }
      Ownerships written = settled(rig, flow, "sockets cut");
      assertThat(written.epochs(STREAM)).hasSizeBetween(cuts / 2, cuts + 1);
      assertThat(written.older()).isZero();
    }
  }

  @Test
  void tokensExpiring() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Rig rig = rig(broker, "tokens")) {
      rig.start();
      Flow flow = rig.tenant.flow(STREAM);
      awaitListening(flow, 1);
      CompletableFuture<Void> said = flow.say(FRAMES, A_SECOND);
      while (!over(said, Duration.ofSeconds(2))) {
        rig.tenant.expireTokens();
      }
      assertThat(settled(rig, flow, "tokens expiring").epochs(STREAM)).hasSizeGreaterThan(5);
      assertThat(rig.tenant.tokensUsed()).doesNotHaveDuplicates();
    }
  }

  @Test
  void brokerStoppedForTenSeconds(@TempDir Path folder) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder));
    try (Rig rig = rig(broker, "broker")) {
      // So small a buffer that the socket is left unread; and a second instance that could be
      // owner.
      rig.with(IngestSettings.BUFFER, "1048576").start();
      Flow flow = rig.tenant.flow(STREAM);
      awaitListening(flow, 1);
      rig.start();
      CompletableFuture<Void> said = flow.say(FRAMES, A_SECOND);
      assertThat(over(said, Duration.ofSeconds(3))).isFalse();
      broker.close();
      assertThat(over(said, Duration.ofSeconds(10))).isFalse();
      broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder).withPort(broker.port()));
      said.join();

      Ownerships written = settled(rig, flow, "broker stopped for 10 s");
      assertThat(written.epochs(STREAM)).hasSize(1);
      assertThat(written.numbers(STREAM)).hasSize((int) flow.said());
    } finally {
      broker.close();
    }
  }

  @Test
  void instancesKilledWithAnotherRunning() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Rig rig = rig(broker, "killed")) {
      Flow flow = rig.tenant.flow(STREAM);
      IngestProcess owner = rig.process();
      awaitListening(flow, 1);
      CompletableFuture<Void> said = flow.say(FRAMES, A_SECOND);
      int kills = 0;
      while (!over(said, Duration.ofMillis(500))) {
        IngestProcess next = rig.process();
        awaitMembers(rig, 2);
        owner.kill();
        kills++;
        awaitListening(flow, 1);
        boolean _ = over(said, Duration.ofSeconds(1));
        owner = next;
      }
      Ownerships written = settled(rig, flow, kills + " kills -9");
      assertThat(written.epochs(STREAM)).hasSizeGreaterThanOrEqualTo(kills + 1);
    }
  }

  @Test
  void ownersPutToSleepReplacedAndWoken() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Rig rig = rig(broker, "slept")) {
      // What waits in a producer when its process is put to sleep is sent when it wakes.
      rig.with(IngestSettings.LINGER, "300ms");
      Flow flow = rig.tenant.flow(STREAM);
      IngestProcess owner = rig.process();
      awaitListening(flow, 1);
      IngestProcess other = rig.process();
      awaitMembers(rig, 2);
      CompletableFuture<Void> said = flow.say(FRAMES, A_SECOND);
      int naps = 0;
      while (!over(said, Duration.ofSeconds(2))) {
        awaitMembers(rig, 2);
        owner.sleep();
        naps++;
        awaitListening(flow, 2);
        boolean _ = over(said, Duration.ofMillis(500));
        owner.wake();
        awaitListening(flow, 1);
        IngestProcess woken = owner;
        owner = other;
        other = woken;
      }
      Ownerships written = settled(rig, flow, naps + " naps");
      assertThat(written.epochs(STREAM)).hasSizeGreaterThanOrEqualTo(naps + 1);
    }
  }

  @Test
  void ownersThatNapTooBrieflyToBeReplacedGoOn() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Rig rig = rig(broker, "napped")) {
      rig.with(IngestSettings.SESSION_TIMEOUT, "10s");
      Flow flow = rig.tenant.flow(STREAM);
      IngestProcess owner = rig.process();
      awaitListening(flow, 1);
      rig.start();
      awaitMembers(rig, 2);
      CompletableFuture<Void> said = flow.say(FRAMES, A_SECOND);
      for (int nap = 0; nap < 2; nap++) {
        assertThat(over(said, Duration.ofSeconds(2))).isFalse();
        owner.sleep();
        assertThat(over(said, Duration.ofSeconds(6))).isFalse();
        owner.wake();
      }
      said.join();
      Ownerships written = settled(rig, flow, "2 short naps");
      assertThat(written.epochs(STREAM)).hasSize(1);
      assertThat(written.numbers(STREAM)).hasSize((int) flow.said());
    }
  }
}
