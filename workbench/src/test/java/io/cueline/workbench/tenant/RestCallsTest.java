package io.cueline.workbench.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cueline.workbench.tenant.calls.Article;
import io.cueline.workbench.tenant.journal.ReceivedCall;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 3 of the contract, as far as this tenant answers it, and the inspection of it. */
class RestCallsTest {

  private static final String PROMPTS = "/api/v2/agentassist/prompts";
  private static final String CUES = "/api/v2/agentassist/interactions/a%2Fb%20c/cues";
  private static final String INSIGHTS = "/api/v2/agentassist/insights";
  private static final String ARTICLES = "/api/v2/knowledge/articles";
  private static final String PROMPT = "{\"conversationId\":\"c\",\"prompt\":\"p\"}";
  private static final String CUE =
      "{\"type\":\"compliance\",\"title\":\"t\",\"description\":\"d\",\"priority\":\"high\","
          + "\"status\":\"open\"}";
  private static final String CARDS =
      "{\"insights\":[{\"id\":\"k\",\"title\":\"t\",\"priority\":1,\"score\":0.7,"
          + "\"citation\":\"c\",\"snippet\":\"s\",\"interactionId\":\"i\"}],"
          + "\"displayType\":\"CARD\",\"autoDismiss\":true}";

  private final SimulatedTenant tenant =
      SimulatedTenant.start(
          TenantOptions.builder()
              .articles(
                  List.of(
                      new Article("a1", "One", "first", Optional.of("https://kb.test/1")),
                      new Article("a2", "Two", "second", Optional.empty())))
              .build());
  private final OutsideClient client = new OutsideClient(tenant);
  private final String bearer = "Bearer " + client.token();

  @AfterEach
  void close() {
    tenant.close();
  }

  private HttpResponse<String> post(String path, String body, String key) {
    return client.post(path, body, "Authorization", bearer, "Idempotency-Key", key);
  }

  @Test
  void shouldRefuseWithoutAToken() {
    assertThat(client.post(PROMPTS, PROMPT).statusCode()).isEqualTo(401);
    assertThat(client.get(ARTICLES, "Authorization", "Bearer invented").statusCode())
        .isEqualTo(401);
    assertThat(tenant.received(0, 10)).extracting(ReceivedCall::status).containsExactly(401, 401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /api/v2/agentassist/prompts | {"conversationId":"c" | not JSON
          /api/v2/agentassist/prompts | [1] | expected a JSON object
          /api/v2/agentassist/prompts | {"conversationId":"c"} | prompt must be a text
          /api/v2/agentassist/interactions/i/cues | {"type":"compliance","title":"t","description":"d","priority":"urgent","status":"open"} | priority must be one of
          /api/v2/agentassist/interactions/i/cues | {"type":"compliance","title":"t","description":"d","priority":"high"} | status must be one of
          /api/v2/agentassist/insights | {"insights":[],"displayType":"CARD","autoDismiss":true} | at least one card
          /api/v2/interactions/i/assist | {"messages":[]} | at least one card
          /api/v2/interactions/i/assist | {"messages":[{"type":"card","content":{"title":"t","body":"b"}}]} | score
          /api/v2/ai/training/feedback | {"interactionId":"i","insightId":"k"} | action
          /api/v2/agentassist/insights | {"insights":[{"id":"k"}],"displayType":"CARD","autoDismiss":true} | insights[0]: title
          """)
  void shouldSayWhatIsWrongWithABody(String path, String body, String reason) {
    HttpResponse<String> response = post(path, body, "k");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(reason.replace("\"", "\\\""));
    assertThat(tenant.received(0, 1).getFirst().reason()).contains(reason);
  }

  @Test
  void shouldTakeCardsTheOtherWayAndWhatAgentsDidWithThem() {
    String card =
        "{\"messages\":[{\"type\":\"card\",\"content\":{\"title\":\"KB Result 1\","
            + "\"body\":\"**t**\",\"score\":0.7}}]}";
    String feedback =
        "{\"interactionId\":\"i\",\"insightId\":\"k\",\"action\":\"accepted\","
            + "\"timestamp\":\"2026-03-01T10:00:00Z\"}";

    assertThat(post("/api/v2/interactions/i/assist", card, "1").statusCode()).isEqualTo(200);
    assertThat(post("/api/v2/ai/training/feedback", feedback, "2").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldRefuseASnippetThatIsTooLong() {
    String body = CARDS.replace("\"s\"", "\"" + "x".repeat(151) + "\"");
    assertThat(post(INSIGHTS, body, "k").body()).contains("snippet is longer than 150");
  }

  @Test
  void shouldAnswerUnknownPathsAndMethods() {
    assertThat(client.get("/api/v2/nothing").statusCode()).isEqualTo(404);
    assertThat(client.get(PROMPTS).statusCode()).isEqualTo(405);
  }

  @Test
  void shouldRememberWhatItAcceptedAndCountWhatCameTwice() {
    assertThat(post(PROMPTS, PROMPT, "key-1").statusCode()).isEqualTo(200);
    assertThat(post(CUES, CUE, "key-2").statusCode()).isEqualTo(200);
    assertThat(post(INSIGHTS, CARDS, "key-3").statusCode()).isEqualTo(200);
    assertThat(post(PROMPTS, PROMPT, "key-1").statusCode()).isEqualTo(200);

    List<JsonNode> lines = OutsideClient.lines(client.get("/simulator/received?from=1&limit=3"));
    assertThat(lines).hasSize(3);
    JsonNode cue = lines.getFirst();
    assertThat(cue.path("call").textValue()).isEqualTo("cues");
    assertThat(cue.path("path").textValue()).isEqualTo(CUES);
    assertThat(cue.path("idempotencyKey").textValue()).isEqualTo("key-2");
    assertThat(cue.path("body").textValue()).isEqualTo(CUE);
    assertThat(cue.path("duplicate").booleanValue()).isFalse();
    assertThat(lines.getLast().path("duplicate").booleanValue()).isTrue();
    assertThat(tenant.status().duplicates()).isEqualTo(1);
  }

  @Test
  void shouldServeArticlesOnlyWhenTheyHaveChanged() {
    HttpResponse<String> all = articles(Optional.empty());
    String stamp = all.headers().firstValue("Last-Modified").orElseThrow();
    assertThat(all.statusCode()).isEqualTo(200);
    assertThat(all.body())
        .isEqualTo(
            "{\"items\":[{\"id\":\"a1\",\"title\":\"One\",\"content\":\"first\","
                + "\"url\":\"https://kb.test/1\"},"
                + "{\"id\":\"a2\",\"title\":\"Two\",\"content\":\"second\"}]}");
    assertThat(articles(Optional.of(stamp)).statusCode()).isEqualTo(304);

    // In the same second, most likely: the stamp must move all the same.
    tenant.changeArticles(List.of(), List.of("a1"), false);
    HttpResponse<String> less = articles(Optional.of(stamp));
    assertThat(less.statusCode()).isEqualTo(200);
    assertThat(less.body()).doesNotContain("a1").contains("a2");
  }

  @Test
  void shouldServeAPartWhenAskedTo() {
    String stamp = articles(Optional.empty()).headers().firstValue("Last-Modified").orElseThrow();
    HttpResponse<String> changed =
        client.post(
            "/simulator/articles",
            "{\"items\":[{\"id\":\"a3\",\"title\":\"Three\",\"body\":\"third\"}],\"partial\":true}");
    assertThat(changed.body()).contains("\"articles\":3");

    HttpResponse<String> part = articles(Optional.of(stamp));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(OutsideClient.json(part.body()).path("items")).hasSize(1);
    assertThat(OutsideClient.json(articles(Optional.empty()).body()).path("items")).hasSize(3);
  }

  private HttpResponse<String> articles(Optional<String> since) {
    return since
        .map(s -> client.get(ARTICLES, "Authorization", bearer, "If-Modified-Since", s))
        .orElseGet(() -> client.get(ARTICLES, "Authorization", bearer));
  }
}
