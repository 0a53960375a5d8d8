package io.cueline.publisher.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cueline.cxone.profile.Profile;
import io.cueline.publisher.delivery.Expiry;
import io.cueline.publisher.delivery.Position;
import io.cueline.publisher.delivery.Routes;
import io.cueline.publisher.delivery.Routing;
import io.cueline.publisher.delivery.Step;
import io.cueline.publisher.delivery.Work;
import io.cueline.publisher.delivery.WorkClass;
import io.cueline.publisher.testing.Examples;
import io.cueline.schemas.Card;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Insight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BodiesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T09:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Bodies BODIES = new Bodies(Profile.load("simulator", Map.of()));
  private static final Position POSITION = new Position(WorkClass.CUES, 0, 0);

  @Test
  void text_from_a_rule_cannot_break_out_of_the_json() throws Exception {
    Cue cue =
        Examples.cue(
            "call \"7\"",
            "c",
            1,
            CueKind.INTERRUPT,
            CueChange.OPENED,
            "say \"no\"\n\\ and <stop>",
            NOW);

    JsonNode body = body(work(cue), false);

    assertThat(body.get("conversationId").asText()).isEqualTo("call \"7\"");
    assertThat(body.get("prompt").asText()).endsWith("say \"no\"\n\\ and <stop>");
  }

  @Test
  void a_violation_is_a_prompt() throws Exception {
    var cue = Examples.cue("call", "c", 1, CueKind.INTERRUPT, CueChange.OPENED, NOW);

    assertThat(body(work(cue), false))
        .isEqualTo(
            JSON.readTree(
                """
                {"conversationId":"call",
                 "prompt":"Compliance alert: Review required. Verify disclosure."}
                """));
  }

  @Test
  void what_a_prompt_says_already_is_not_said_twice() throws Exception {
    var of = Examples.cue("call", "c", 1, CueKind.INTERRUPT, CueChange.OPENED, NOW);
    Cue cue = Cue.newBuilder(of).setMessage("Review required.").build();

    assertThat(body(work(cue), false).get("prompt").asText())
        .isEqualTo("Compliance alert: Review required.");
  }

  @Test
  void a_missing_disclosure_is_a_banner_that_says_what_is_missing() throws Exception {
    var cue = Examples.cue("call", "c", 1, CueKind.DISCLOSURE, CueChange.OPENED, NOW);

    assertThat(call(work(cue), false).pathValues()).containsEntry("interactionId", "call");
    assertThat(body(work(cue), false))
        .isEqualTo(
            JSON.readTree(
                """
                {"type":"compliance","title":"Missing Mandatory Compliance Disclosure",
                 "description":"Agent has not yet stated: Recording notice. Complete it before going on.",
                 "priority":"high","status":"open"}
                """));
  }

  @Test
  void status_follows_what_the_tenant_has_seen() throws Exception {
    var updated = Examples.cue("call", "c", 2, CueKind.DISCLOSURE, CueChange.UPDATED, NOW);
    var closed = Examples.cue("call", "c", 3, CueKind.DISCLOSURE, CueChange.CLOSED, NOW);

    assertThat(body(work(updated), true).get("status").asText()).isEqualTo("updated");
    assertThat(body(work(updated), false).get("status").asText()).isEqualTo("open");
    assertThat(body(work(closed), true).get("status").asText()).isEqualTo("closed");
  }

  @Test
  void cards_are_a_list_with_short_snippets() throws Exception {
    String snippet = "x".repeat(149) + "😀" + "tail";
    Card wordy = new Card("a1", "Lost", 1, 0.8, "https://kb/a1", snippet, List.of());
    Card other = new Card("a2", "New", 2, 0.5, "a2", "Order one.", List.of());
    Insight insight = Examples.insight("call", "q", NOW, List.of(wordy, other));

    JsonNode body = body(work(insight, "insights"), false);

    assertThat(body.get("displayType").asText()).isEqualTo("CARD");
    assertThat(body.get("autoDismiss").asBoolean()).isTrue();
    assertThat(body.get("insights")).hasSize(2);
    JsonNode first = body.get("insights").get(0);
    assertThat(first.get("snippet").asText()).isEqualTo("x".repeat(149));
    assertThat(first.get("interactionId").asText()).isEqualTo("call");
    assertThat(first.get("citation").asText()).isEqualTo("https://kb/a1");
    assertThat(first.get("priority").asInt()).isEqualTo(1);
    assertThat(first.get("score").asDouble()).isEqualTo(0.8);
    assertThat(List.copyOf(first.properties().stream().map(it -> it.getKey()).toList()))
        .containsExactly(
            "id", "title", "priority", "score", "citation", "snippet", "interactionId");
  }

  @Test
  void cards_go_the_other_way_too() throws Exception {
    Insight insight = Examples.insight("call", "q", NOW);

    JsonNode body = body(work(insight, "assist-cards"), false);

    assertThat(body.get("messages").get(1))
        .isEqualTo(
            JSON.readTree(
                """
                {"type":"card","content":{"title":"KB Result 2",
                 "body":"**New cards**\\nOrder one....","score":0.5}}
                """));
  }

  private static JsonNode body(Work work, boolean shownBefore) throws JsonProcessingException {
    return JSON.readTree(call(work, shownBefore).json().orElseThrow());
  }

  private static TenantCall call(Work work, boolean shownBefore) {
    Composed composed = BODIES.of(new Step.Send(0, work, 1, shownBefore));
    assertThat(composed).isInstanceOf(Composed.Ready.class);
    return ((Composed.Ready) composed).call();
  }

  private static Work work(Cue cue) {
    return routing("insights").works(cue, POSITION, NOW).getFirst();
  }

  private static Work work(Insight insight, String channel) {
    return routing(channel).works(insight, POSITION, NOW).getFirst();
  }

  private static Routing routing(String card) {
    Duration minute = Duration.ofMinutes(1);
    return new Routing(
        new Routes(
            List.of("prompts"),
            List.of("cues"),
            true,
            List.of(card),
            List.of("training-feedback"),
            Set.of()),
        new Expiry(minute, minute, minute, minute, minute));
  }
}
