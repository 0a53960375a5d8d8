package io.cueline.publisher.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.publisher.PublisherSettings;
import io.cueline.publisher.desktop.Records;
import io.cueline.publisher.desktop.kafka.TopicFollower;
import io.cueline.publisher.desktop.token.TokenSettings;
import io.cueline.publisher.testing.Figures;
import io.cueline.publisher.testing.Profiles;
import io.cueline.publisher.testing.PublisherRig;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Setting;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.Feedback;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances, of which one after the other is killed under the desktops of two hundred agents.
 */
@Tag("long")
class KilledUnderDesktopsTest {

  private static final int AGENTS = 200;
  private static final int KILLS = 4;
  private static final int EACH = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void desktops_go_to_the_other_instance_and_lose_neither_a_cue_nor_what_was_done()
      throws IOException, InterruptedException {
    List<URI> servers = List.of(server(), server());
    List<String> published = new ArrayList<>();
    try (PublisherRig rig = new PublisherRig("desks-killed.", Set.copyOf(TopicFollower.FOLLOWED));
        HttpClient http = HttpClient.newHttpClient()) {
      List<Process> instances =
          new ArrayList<>(List.of(start(rig, servers, 0), start(rig, servers, 1)));
      List<RestlessDesk> desks =
          Stream.iterate(0, each -> each + 1)
              .limit(AGENTS)
              .map(each -> new RestlessDesk("agent-" + each, http, servers, each))
              .toList();
      try {
        desks.forEach(RestlessDesk::start);
        await().atMost(PATIENCE).until(() -> desks.stream().allMatch(RestlessDesk::isLive));
        List<Long> backAfter = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
          int victim = kill % 2;
          published.addAll(interrupt(rig, kill + "a"));
          instances.get(victim).destroyForcibly().waitFor();
          long died = System.nanoTime();
          published.addAll(interrupt(rig, kill + "b"));
          await().atMost(PATIENCE).until(() -> desks.stream().allMatch(RestlessDesk::isLive));
          backAfter.add(Duration.ofNanos(System.nanoTime() - died).toMillis());
          await().atMost(PATIENCE).until(() -> acknowledged(desks) == published.size());
          instances.set(victim, start(rig, servers, victim));
        }

        assertThat(desks).allSatisfy(desk -> assertThat(desk.strangers()).isEmpty());
        assertThat(desks.stream().flatMap(desk -> desk.seen().stream()))
            .containsExactlyInAnyOrderElementsOf(published);
        List<Feedback> done = rig.done();
        assertThat(done.stream().map(Feedback::getSubjectId).collect(Collectors.toSet()))
            .containsExactlyInAnyOrderElementsOf(published);
        Figures.tell(
            "%d kills under %d desktops: %d interrupts seen and acknowledged, %d written twice,"
                    .formatted(KILLS, AGENTS, published.size(), done.size() - published.size())
                + " all live again after %s ms".formatted(backAfter));
      } finally {
        desks.forEach(RestlessDesk::close);
        for (Process each : instances) {
          each.destroyForcibly().waitFor();
        }
      }
    }
  }

  /** Some interrupts in each agent's call; returns their ids. */
  private static List<String> interrupt(PublisherRig rig, String round) {
    List<String> ids = new ArrayList<>();
    for (int cue = 0; cue < EACH; cue++) {
      for (int agent = 0; agent < AGENTS; agent++) {
        String id = "%s-%d-%d".formatted(round, cue, agent);
        rig.publish(
            Records.interrupt(
                "call-" + agent, "agent-" + agent, id, 1, CueChange.OPENED, Instant.now()));
        ids.add(id);
      }
    }
    rig.flush();
    return ids;
  }

  private static long acknowledged(List<RestlessDesk> desks) {
    return desks.stream().mapToLong(desk -> desk.recorded().size()).sum();
  }

  private Process start(PublisherRig rig, List<URI> servers, int which) throws IOException {
    Map<Setting<?>, String> settings =
        Map.of(
            CxoneSettings.PROFILE,
            Profiles.of(folder, 10_000_000, Duration.ofSeconds(10)),
            KafkaAccess.TENANT,
            "demo",
            PublisherSettings.MEMBER_ID,
            "instance-" + which,
            PublisherSettings.SESSION_TIMEOUT,
            "6s",
            HttpSettings.PORT,
            Integer.toString(servers.get(which).getPort()),
            TokenSettings.SECRET,
            RestlessDesk.SECRET);
    return rig.startProcess(settings, folder.resolve("log-" + which));
  }

  /** A port that was free a moment ago: an instance that comes back comes back to its own. */
  private static URI server() throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + probe.getLocalPort());
    }
  }
}
