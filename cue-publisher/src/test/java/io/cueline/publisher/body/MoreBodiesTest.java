package io.cueline.publisher.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cueline.cxone.profile.Cargo;
import io.cueline.cxone.profile.Profile;
import io.cueline.publisher.delivery.Expiry;
import io.cueline.publisher.delivery.Position;
import io.cueline.publisher.delivery.Routes;
import io.cueline.publisher.delivery.Routing;
import io.cueline.publisher.delivery.Step;
import io.cueline.publisher.delivery.Work;
import io.cueline.publisher.delivery.WorkClass;
import io.cueline.publisher.testing.Examples;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages to agents, signals, callbacks, feedback, and bodies of a profile's own. */
class MoreBodiesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T09:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Cue CUE =
      Cue.newBuilder(Examples.cue("call", "c", 1, CueKind.INTERRUPT, CueChange.OPENED, NOW))
          .setAgentId("7")
          .build();

  private final Bodies bodies = new Bodies(Profile.load("simulator", Map.of()));

  @Test
  void a_message_to_nobody_is_not_sent() {
    Cue nobodys = Examples.cue("call", "c", 1, CueKind.INTERRUPT, CueChange.OPENED, NOW);

    assertThat(bodies.of(send(work("agent-messages", nobodys))))
        .isEqualTo(new Composed.Lacking("nobody has said which agent's call it is"));
  }

  @Test
  void a_message_goes_to_the_agents_number() throws IOException {
    assertThat(body("agent-messages", CUE))
        .isEqualTo(
            JSON.readTree(
                """
                {"subject":"Compliance alert: Review required.","message":"Verify disclosure.",
                 "targetType":"agent","targetIds":[7],"expireMinutes":5}
                """));
    Insight insight = Insight.newBuilder(insight()).setAgentId("anna").build();
    assertThat(json(work("agent-messages", insight)))
        .isEqualTo(
            JSON.readTree(
                """
                {"subject":"Lost cards","message":"Lost cards: Block it. (https://kb/a1)\\nNew cards: Order one. (a2)",
                 "targetType":"agent","targetIds":["anna"],"expireMinutes":5}
                """));
  }

  @Test
  void a_signal_says_all_in_its_query() {
    TenantCall call = call(work("signal", CUE));

    assertThat(call.json()).isEmpty();
    assertThat(call.pathValues()).containsExactly(Map.entry("interactionId", "call"));
    assertThat(call.query())
        .isEqualTo(
            Map.of(
                "p1", "interrupt",
                "p2", "Compliance alert: Review required.",
                "p3", "Verify disclosure.",
                "p4", "high"));
  }

  @Test
  void an_outsider_is_told_of_the_frame_that_was_shown_and_of_it_again_when_it_was_taken_up()
      throws IOException {
    JsonNode shown = json(work("crm-callback", insight()));
    JsonNode taken = json(work("crm-callback", feedback("a2", "ACCEPTED")));

    assertThat(shown)
        .isEqualTo(
            JSON.createObjectNode()
                .put("interactionId", "call")
                .put("frameId", Frames.id("q"))
                .put("priority", 3)
                .put("adopted", false));
    assertThat(taken.get("frameId")).isEqualTo(shown.get("frameId"));
    assertThat(taken.get("adopted").booleanValue()).isTrue();
    assertThat(body("crm-callback", CUE).get("priority").intValue()).isEqualTo(4);
  }

  @Test
  void training_is_told_what_the_agent_did() throws IOException {
    assertThat(json(work("training-feedback", feedback("a2", "REJECTED"))))
        .isEqualTo(
            JSON.readTree(
                """
                {"interactionId":"call","insightId":"a2","action":"REJECTED",
                 "timestamp":"2026-01-01T09:00:00Z"}
                """));
  }

  /** What a profile may name is checked when it is read, so whatever passes must have a value. */
  @ParameterizedTest
  @EnumSource(Cargo.class)
  void every_placeholder_has_a_value(Cargo cargo) {
    Work work =
        switch (cargo) {
          case INTERRUPT, DISCLOSURE -> work("prompts", CUE);
          case CARD -> work("insights", Insight.newBuilder(insight()).setAgentId("7").build());
          case FEEDBACK ->
              work(
                  "training-feedback",
                  Feedback.newBuilder(feedback("a2", "ACCEPTED")).setAgentId("7").build());
        };
    RecordValues values = RecordValues.of(work, "open", new ShownFrames.Frame("f", 3));

    assertThat(cargo.placeholders())
        .allSatisfy(name -> assertThat(values.value(name)).as(name).isPresent());
    cargo
        .lists()
        .forEach(
            (list, names) -> {
              assertThat(values.list(list)).isNotEmpty();
              assertThat(names)
                  .allSatisfy(
                      name ->
                          assertThat(values.list(list).getFirst().value(name))
                              .as(name)
                              .isPresent());
            });
  }

  @Test
  void a_profile_may_bring_its_own_words(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("own.yaml");
    Files.writeString(
        file,
        """
        name: own
        tenant: bank
        auth: {variant: basic, token-url: "http://localhost/oauth/token"}
        calls:
          prompts:
            url: http://localhost/prompts/{interactionId}
            query: {level: "{priorityLevel}", "on": "{change}"}
            body:
              head: "{title}: {message}"
              level: "{priorityLevel}"
              rules: "{ruleIds}"
              asks: [{for-each: item, give: "{itemTitle} v{ruleVersion}"}]
        channels: {interrupt: prompts}
        """);
    Bodies own = new Bodies(Profile.load(file.toString(), Map.of()));
    Cue hostile = Cue.newBuilder(CUE).setMessage("\", \"level\": 9, \"x\": \"{causeId}").build();

    Composed composed = own.of(send(work("prompts", hostile)));

    TenantCall call = ((Composed.Ready) composed).call();
    assertThat(call.query()).isEqualTo(Map.of("level", "4", "on", "opened"));
    assertThat(JSON.readTree(call.json().orElseThrow()))
        .isEqualTo(
            JSON.createObjectNode()
                .put("head", "Recording notice: \", \"level\": 9, \"x\": \"{causeId}")
                .put("level", 4)
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                    "rules", JSON.createArrayNode().add("recording-notice"))
                .set("asks", JSON.createArrayNode().add("Recording notice v1")));
  }

  private JsonNode body(String channel, Cue cue) throws IOException {
    return json(work(channel, cue));
  }

  private JsonNode json(Work work) throws IOException {
    return JSON.readTree(call(work).json().orElseThrow());
  }

  private TenantCall call(Work work) {
    return ((Composed.Ready) bodies.of(send(work))).call();
  }

  private static Step.Send send(Work work) {
    return new Step.Send(0, work, 1, false);
  }

  private static Insight insight() {
    return Examples.insight("call", "q", NOW);
  }

  private static Feedback feedback(String subject, String action) {
    return Feedback.newBuilder()
        .setTenant("bank")
        .setInteractionId("call")
        .setSubjectId(subject)
        .setAction(action)
        .setAt(NOW)
        .setReceivedAt(NOW)
        .build();
  }

  private static Work work(String channel, Cue cue) {
    return routing(channel).works(cue, at(WorkClass.CUES), NOW).getFirst();
  }

  private static Work work(String channel, Insight insight) {
    return routing(channel).works(insight, at(WorkClass.INSIGHTS), NOW).getFirst();
  }

  private static Work work(String channel, Feedback feedback) {
    return routing(channel).works(feedback, at(WorkClass.FEEDBACK), NOW).getFirst();
  }

  private static Position at(WorkClass workClass) {
    return new Position(workClass, 0, 0);
  }

  private static Routing routing(String channel) {
    Duration minute = Duration.ofMinutes(1);
    List<String> one = List.of(channel);
    return new Routing(
        new Routes(one, one, true, one, one, Set.of()),
        new Expiry(minute, minute, minute, minute, minute));
  }
}
