package io.cueline.publisher.desktop.hub;

import static io.cueline.publisher.desktop.Records.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.publisher.desktop.Records;
import io.cueline.publisher.desktop.Team;
import io.cueline.publisher.desktop.Viewer;
import io.cueline.publisher.desktop.hub.ManyClients.Client;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Desktops that do not read are let go, and nobody else notices. */
@Timeout(300)
class SlowDesktopsTest {

  private static final Logger LOG = LoggerFactory.getLogger(SlowDesktopsTest.class);
  private static final Viewer ALL = new Viewer.Supervisor("Ana", new Team.All());

  /** What a crowd cost and how fast it was served. */
  private record Outcome(
      int clients, long bytes, long p50Micros, long p99Micros, long withMuteP99Micros) {
    void tell() {
      LOG.atInfo().log(
          "%d desktops: %d kB of memory each; a change for each at once: p50 %d ms, p99 %d ms, p99 beside %d that never read %d ms"
              .formatted(
                  clients,
                  bytes / clients / 1024,
                  p50Micros / 1000,
                  p99Micros / 1000,
                  MUTE,
                  withMuteP99Micros / 1000));
    }
  }

  private static final int MUTE = 10;

  @Test
  void who_answers_no_ping_is_let_go() throws Exception {
    try (HubRig rig = rig();
        ManyClients clients = new ManyClients(rig.uri())) {
      Client reads = clients.connect(rig.token(new Viewer.Agent("a0")));
      clients.connectAndNeverRead(rig.token(new Viewer.Agent("a1")));
      await().until(() -> rig.clients() == 2);

      for (int i = 0; i < 4; i++) {
        int messages = reads.messages.get();
        int pings = reads.pings.get();
        rig.after(HubRig.PING);
        await().until(() -> reads.messages.get() > messages && reads.pings.get() > pings);
      }

      assertThat(rig.counted("cueline.desktop.closed", "reason", "slow")).isEqualTo(1);
      assertThat(rig.clients()).isEqualTo(1);
    }
  }

  @Test
  void a_few_that_never_read_are_let_go_and_the_others_get_everything() throws Exception {
    crowd(40, 5, 5);
  }

  @Test
  @Tag("long")
  void two_thousand_are_served_in_bounded_memory_and_ten_that_never_read_harm_none()
      throws Exception {
    Outcome outcome = crowd(2_000, 30, 30);
    outcome.tell();

    assertThat(outcome.bytes / outcome.clients).isLessThan(64 * 1024);
  }

  /** Rounds of one interrupt for each agent, first among themselves, then beside mute ones. */
  private static Outcome crowd(int agents, int rounds, int roundsBesideMute) throws Exception {
    try (HubRig rig = rig();
        ManyClients clients = new ManyClients(rig.uri())) {
      rig.hub.take(
          IntStream.range(0, agents)
              .mapToObj(i -> Records.scorecard("call-" + i, List.of("a" + i), START, null, START))
              .toList());
      long before = memory();
      List<Client> all = new ArrayList<>();
      for (int i = 0; i < agents; i++) {
        all.add(clients.connect(rig.token(new Viewer.Agent("a" + i))));
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> rig.clients() == agents);
      long taken = memory() - before;

      long[] alone = rounds(rig, all, 0, rounds);
      for (int i = 0; i < MUTE; i++) {
        clients.connectAndNeverRead(rig.token(ALL));
      }
      await().until(() -> rig.clients() == agents + MUTE);
      long[] beside = rounds(rig, all, rounds, roundsBesideMute);
      flood(rig, agents);

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> rig.counted("cueline.desktop.closed", "reason", "slow") == MUTE);
      assertThat(rig.clients()).isEqualTo(agents);
      assertThat(all).allMatch(each -> each.open && each.closedWith == 0);
      assertThat(all).allMatch(each -> each.interrupts.get() == rounds + roundsBesideMute + 1);
      return new Outcome(agents, taken, at(alone, 0.5), at(alone, 0.99), at(beside, 0.99));
    }
  }

  /** Microseconds until each had its own, over all rounds. */
  private static long[] rounds(HubRig rig, List<Client> all, int from, int rounds) {
    long[] micros = new long[all.size() * rounds];
    int at = 0;
    for (int round = from; round < from + rounds; round++) {
      int expected = round + 1;
      List<Cue> cues = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        cues.add(interrupt(i, expected));
      }
      long begun = System.nanoTime();
      rig.hub.take(cues);
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(Duration.ofSeconds(60))
          .until(() -> all.stream().allMatch(each -> each.interrupts.get() >= expected));
      for (Client each : all) {
        micros[at++] = (each.lastAt - begun) / 1_000;
      }
    }
    Arrays.sort(micros);
    return micros;
  }

  /** Until whoever does not read has more waiting than is kept for anybody. */
  private static void flood(HubRig rig, int agents) {
    String other = "not of these calls ".repeat(40);
    for (int i = 0; i < 12_000 && rig.clients() > agents; i++) {
      Cue cue = Records.banner("other-" + i % 50, null, "cue-" + i, 1, CueChange.OPENED, START);
      rig.hub.take(List.of(Cue.newBuilder(cue).setMessage(other).build()));
    }
    List<Cue> last = new ArrayList<>();
    for (int i = 0; i < agents; i++) {
      last.add(interrupt(i, 1_000));
    }
    rig.hub.take(last);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> rig.counted("cueline.desktop.closed", "reason", "slow") == MUTE);
  }

  private static Cue interrupt(int agent, int number) {
    return Records.interrupt(
        "call-" + agent, "a" + agent, "cue-" + agent, number, CueChange.UPDATED, START);
  }

  private static HubRig rig() {
    HubRig rig = new HubRig(new HubLimits(5_000, 20, HubRig.PING, HubRig.SLOW), 1_000, 500_000);
    rig.hub.caughtUp();
    return rig;
  }

  private static long at(long[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * part))];
  }

  private static long memory() {
    System.gc();
    System.gc();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() + direct;
  }
}
