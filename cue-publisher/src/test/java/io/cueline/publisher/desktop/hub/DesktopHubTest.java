package io.cueline.publisher.desktop.hub;

import static io.cueline.publisher.desktop.Records.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cueline.publisher.desktop.Records;
import io.cueline.publisher.desktop.Viewer;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.Mode;
import io.cueline.schemas.ViolationKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DesktopHubTest {

  private final HubRig rig = HubRig.ready();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void nobody_comes_in_without_a_token_or_before_the_hub_has_caught_up_or_where_it_is_full() {
    assertThat(rig.refused("x")).isEqualTo(401);
    try (HubRig behind = new HubRig(new HubLimits(1, 1, HubRig.PING, HubRig.SLOW), 100, 10_000)) {
      assertThat(behind.refused(behind.token(new Viewer.Agent("a7")))).isEqualTo(503);
      behind.hub.caughtUp();
      try (TestClient first = behind.agent("a7")) {
        await().until(() -> first.types().contains("live"));
        assertThat(behind.refused(behind.token(new Viewer.Agent("a8")))).isEqualTo(503);
      }
    }
  }

  @Test
  void one_agent_may_not_take_every_place() {
    List<TestClient> windows = List.of(rig.agent("a7"), rig.agent("a7"), rig.agent("a7"));
    windows.forEach(each -> await().until(() -> each.types().contains("live")));

    assertThat(rig.refused(rig.token(new Viewer.Agent("a7")))).isEqualTo(429);
    try (TestClient other = rig.agent("a8")) {
      await().until(() -> other.types().contains("live"));
    }
    windows.forEach(TestClient::close);
  }

  @Test
  void what_is_not_of_the_protocol_ends_the_connection() throws Exception {
    for (String text :
        List.of(
            "hello",
            "[]",
            "{\"type\":\"feedback\"}",
            "{\"type\":\"timeline\",\"conversationId\":\"c1\"}",
            "{\"type\":\"feedback\",\"conversationId\":\"c1\",\"x\":\""
                + "y".repeat(5_000)
                + "\"}")) {
      try (TestClient agent = rig.agent("a7")) {
        agent.say(text);
        assertThat(agent.closed().get(20, TimeUnit.SECONDS)).as(text).isEqualTo(1008);
      }
    }
    try (TestClient supervisor = rig.supervisor()) {
      supervisor.say(feedback("c1", "kb-1", "ACCEPTED"));
      assertThat(supervisor.closed().get(20, TimeUnit.SECONDS)).isEqualTo(1008);
    }
  }

  @Test
  void a_token_that_expires_ends_the_connection() throws Exception {
    try (TestClient agent = rig.agent("a7")) {
      await().until(() -> agent.types().contains("live"));
      rig.after(Duration.ofMinutes(61));

      assertThat(agent.closed().get(20, TimeUnit.SECONDS)).isEqualTo(4401);
    }
  }

  @Test
  void who_stops_is_told_as_that() throws Exception {
    try (TestClient agent = rig.agent("a7")) {
      await().until(() -> agent.types().contains("live"));
      rig.hub.close();

      assertThat(agent.closed().get(20, TimeUnit.SECONDS)).isEqualTo(1001);
      assertThat(rig.refused(rig.token(new Viewer.Agent("a7")))).isEqualTo(503);
    }
  }

  @Test
  void an_agent_sees_what_is_theirs_and_a_supervisor_all_of_it() {
    rig.hub.take(
        List.of(
            Records.scorecard("c1", List.of("a7"), START, null, START),
            Records.interrupt("c1", "a7", "cue-1", 1, CueChange.OPENED, START.plusSeconds(9)),
            Records.violation(
                "c1", "a7", "v-1", ViolationKind.PROHIBITED, Mode.LIVE, START.plusSeconds(9)),
            Records.disclosure("c1", "a7", "shadow", "OVERDUE", Mode.SHADOW, START.plusSeconds(9)),
            Records.scorecard("c2", List.of("a8"), START, null, START)));
    try (TestClient agent = rig.agent("a7");
        TestClient supervisor = rig.supervisor()) {
      await().until(() -> agent.types().contains("live"));
      assertThat(agent.subprotocol()).isEqualTo("cueline.v1");
      assertThat(agent.types())
          .containsExactly("hello", "interaction", "compliance_interrupt", "live");
      JsonNode interrupt = agent.heard("compliance_interrupt").getFirst();
      assertThat(interrupt.path("conversationId").asText()).isEqualTo("c1");
      assertThat(interrupt.path("message").asText()).isEqualTo("Verify disclosure.");
      assertThat(interrupt.path("timestamp").asText()).isEqualTo("2026-03-04T10:00:09Z");

      rig.after(Duration.ofSeconds(1));
      await().until(() -> !supervisor.heard("figures").isEmpty());
      assertThat(supervisor.heard("interaction")).hasSize(2);
      assertThat(supervisor.heard("violation")).hasSize(1);
      supervisor.say("{\"type\":\"timeline\",\"conversationId\":\"c1\"}");
      await().until(() -> !supervisor.heard("timeline").isEmpty());
      assertThat(supervisor.heard("timeline").getFirst().path("entries"))
          .extracting(each -> each.path("kind").asText())
          .containsExactly("started", "assigned", "cue", "violation");
      assertThat(agent.heard("violation")).isEmpty();
    }
  }

  @Test
  void a_call_that_moves_is_gone_for_one_and_whole_for_the_other() {
    rig.hub.take(
        List.of(
            Records.scorecard("c1", List.of("a7"), START, null, START),
            Records.banner("c1", "a7", "cue-1", 1, CueChange.OPENED, START.plusSeconds(30))));
    try (TestClient before = rig.agent("a7");
        TestClient after = rig.agent("a8")) {
      await().until(() -> before.types().contains("live") && after.types().contains("live"));

      rig.hub.take(List.of(Records.insight("c1", "a8", "kb-1", START.plusSeconds(40))));

      await().until(() -> !after.heard("card").isEmpty());
      assertThat(after.types()).contains("interaction", "cue");
      await().until(() -> !before.heard("gone").isEmpty());
      assertThat(before.heard("card")).isEmpty();
    }
  }

  @Test
  void what_reaches_an_agent_as_it_comes_is_receipted_and_what_is_shown_again_is_not() {
    rig.hub.take(
        List.of(
            Records.scorecard("c1", List.of("a7"), START, null, START),
            Records.interrupt("c1", "a7", "cue-1", 1, CueChange.OPENED, START.plusSeconds(1))));
    try (TestClient agent = rig.agent("a7");
        TestClient supervisor = rig.supervisor()) {
      await().until(() -> agent.types().contains("live") && supervisor.types().contains("live"));
      rig.hub.take(
          List.of(
              Records.interrupt("c1", "a7", "cue-1", 2, CueChange.CLOSED, START.plusSeconds(2)),
              Records.insight("c1", "a7", "kb-1", START.plusSeconds(3))));

      await().until(() -> !agent.heard("card").isEmpty() && !supervisor.heard("card").isEmpty());
      await().until(() -> rig.receipted.size() == 2);
      assertThat(rig.receipted).containsExactlyInAnyOrder("cue-1/2", "insight-kb-1");
    }
  }

  @Test
  void feedback_is_answered_when_it_is_stored_and_written_once() {
    rig.hub.take(List.of(Records.insight("c1", "a7", "kb-1", START)));
    try (TestClient one = rig.agent("a7");
        TestClient other = rig.agent("a7")) {
      one.say(feedback("c1", "kb-1", "ACCEPTED"));
      other.say(feedback("c1", "kb-1", "ACCEPTED"));
      await().until(() -> rig.written.size() == 1);
      await().until(() -> other.types().contains("live"));
      assertThat(one.heard("recorded")).isEmpty();

      rig.written.getFirst().done().accept(true);
      await().until(() -> one.heard("recorded").size() == 1);
      rig.hub.take(List.of(rig.written.getFirst().feedback()));
      await().until(() -> other.heard("feedback").size() == 1);
      other.say(feedback("c1", "kb-1", "ACCEPTED"));
      await().until(() -> !other.heard("recorded").isEmpty());

      assertThat(rig.written).hasSize(1);
      assertThat(rig.written.getFirst().feedback().getAgentId()).isEqualTo("a7");
      assertThat(rig.written.getFirst().feedback().getPosition()).isNull();
    }
  }

  @Test
  void feedback_that_cannot_be_is_refused_with_the_reason() {
    rig.hub.take(
        List.of(
            Records.insight("c1", "a7", "kb-1", START),
            Records.insight("c2", "a8", "kb-1", START)));
    try (TestClient agent = rig.agent("a7")) {
      agent.say(feedback("c2", "kb-1", "ACCEPTED"));
      agent.say(feedback("c1", "kb-2", "ACCEPTED"));
      agent.say(feedback("c1", "kb-1", "ACKNOWLEDGED"));
      agent.say(feedback("c1", "kb-1", "SHREDDED"));
      await().until(() -> agent.heard("refused").size() == 4);
      assertThat(rig.written).isEmpty();

      agent.say(feedback("c1", "kb-1", "DISMISSED"));
      await().until(() -> rig.written.size() == 1);
      rig.written.getFirst().done().accept(false);
      await().until(() -> agent.heard("refused").size() == 5);
      assertThat(agent.heard("refused").getLast().path("why").asText()).contains("try again");
    }
  }

  @Test
  void an_ended_call_leaves_after_a_while() {
    Instant ended = START.minus(Duration.ofMinutes(10)).plusSeconds(5);
    rig.hub.take(List.of(Records.scorecard("c1", List.of("a7"), ended, ended, ended)));
    try (TestClient agent = rig.agent("a7")) {
      await().until(() -> !agent.heard("interaction").isEmpty());
      assertThat(agent.heard("interaction").getFirst().path("status").asText()).isEqualTo("ended");

      rig.after(Duration.ofSeconds(6));
      await().until(() -> !agent.heard("gone").isEmpty());
      rig.hub.take(List.of(Records.banner("c1", "a7", "cue-1", 2, CueChange.CLOSED, ended)));
      rig.after(HubRig.PING);
      await().until(() -> !agent.heard("beat").isEmpty());
      assertThat(agent.heard("cue")).isEmpty();
    }
  }

  private static String feedback(String call, String subject, String action) {
    return "{\"type\":\"feedback\",\"conversationId\":\"%s\",\"subjectId\":\"%s\",\"action\":\"%s\"}"
        .formatted(call, subject, action);
  }
}
