package io.cueline.workbench.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cueline.workbench.tenant.calls.Article;
import io.cueline.workbench.tenant.journal.ReceivedCall;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages to agents, signals, the outsider, remote look-ups, frames, and the client's limit. */
class ChannelsTest {

  private static final String MESSAGES =
      "/inContactAPI/services/v30.0/communications/agent-messages";
  private static final String SIGNAL = "/inContactAPI/services/v30.0/interactions/a%20b/signal";
  private static final String SEARCH = "/api/v2/knowledge/articles/search";
  private static final String MESSAGE =
      "{\"subject\":\"s\",\"message\":\"m\",\"targetType\":\"agent\",\"targetIds\":[7],"
          + "\"expireMinutes\":5}";
  private static final String CALLBACK =
      "{\"interactionId\":\"i\",\"frameId\":\"f\",\"priority\":3,\"adopted\":false}";

  private final SimulatedTenant tenant =
      SimulatedTenant.start(
          TenantOptions.builder()
              .perMinute(5)
              .articles(
                  List.of(
                      article("fees", "Card fees", "What a lost card costs"),
                      article("lost", "Lost card", "Block the card, then order another"),
                      article("hours", "Opening hours", "Nine to five")))
              .build());
  private final OutsideClient client = new OutsideClient(tenant);
  private final String bearer = "Bearer " + client.token();

  @AfterEach
  void close() {
    tenant.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"message":"m","targetType":"agent","targetIds":[7],"expireMinutes":5} | subject must be
          {"subject":"s","message":"m","targetType":"skill","targetIds":[7],"expireMinutes":5} | targetType must be one of [agent]
          {"subject":"s","message":"m","targetType":"agent","targetIds":[],"expireMinutes":5} | targetIds must be
          {"subject":"s","message":"m","targetType":"agent","targetIds":[7],"expireMinutes":0} | expireMinutes must be
          """)
  void aMessageThatIsNoneIsRefused(String body, String reason) {
    assertThat(post(MESSAGES, body).body()).contains(reason);
  }

  @Test
  void messagesAndSignalsAreTakenAndASignalsQueryIsKept() {
    assertThat(post(MESSAGES, MESSAGE).statusCode()).isEqualTo(200);
    assertThat(post(SIGNAL, "").body()).contains("says nothing");
    assertThat(post(SIGNAL + "?p1=a&p10=b", "").body()).contains("p1 to p9 and nothing else");
    assertThat(post(SIGNAL + "?p1=a%20b&p9=c", "").statusCode()).isEqualTo(200);

    ReceivedCall last = tenant.received(0, 10).getLast();
    assertThat(last.call()).isEqualTo("signal");
    assertThat(last.path()).isEqualTo(SIGNAL + "?p1=a%20b&p9=c");
  }

  @Test
  void theOutsiderMustNeverSeeAToken() {
    assertThat(post("/crm/callback", CALLBACK).body())
        .contains("an outsider was sent the tenant's token");
    assertThat(client.post("/crm/callback", CALLBACK).statusCode()).isEqualTo(200);
    assertThat(client.post("/crm/callback", CALLBACK.replace("3", "6")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void whatFitsBestStandsFirst() {
    JsonNode found = OutsideClient.json(search("?q=I%20lost%20my%20card&pageSize=2").body());

    assertThat(found.path("entities").valueStream().map(each -> each.path("id").asText()))
        .containsExactly("lost", "fees");
    JsonNode best = found.path("entities").get(0);
    assertThat(best.path("score").asDouble()).isBetween(0.5, 1.0);
    assertThat(best.path("body").asText()).startsWith("Block the card");
    assertThat(search("?q=zebra").body()).isEqualTo("{\"entities\":[]}");
    assertThat(search("").statusCode()).isEqualTo(400);
    assertThat(search("?q=card&page=2&pageSize=1").body()).contains("lost").doesNotContain("fees");
  }

  @Test
  void pastTheClientsLimitBothFormsOfRetryAfterComeByTurns() {
    for (int n = 0; n < 5; n++) {
      assertThat(post(MESSAGES, MESSAGE).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> first = post(MESSAGES, MESSAGE);
    HttpResponse<String> second = post(SIGNAL + "?p1=a", "");

    assertThat(List.of(first.statusCode(), second.statusCode())).containsExactly(429, 429);
    assertThat(Integer.parseInt(retryAfter(first))).isBetween(30, 60);
    assertThat(DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter(second), Instant::from))
        .isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(63));
    assertThat(client.post("/crm/callback", CALLBACK).statusCode()).isEqualTo(200);
  }

  @Test
  void anOrderedLimitMayNameADate() {
    client.post(
        "/simulator/faults",
        "{\"answers\":[{\"target\":\"signal\",\"status\":429,\"retryAfterSeconds\":7,"
            + "\"retryAfterDate\":true}]}");

    assertThat(
            DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                retryAfter(post(SIGNAL + "?p1=a", "")), Instant::from))
        .isBetween(Instant.now().plusSeconds(4), Instant.now().plusSeconds(8));
  }

  @Test
  void framesNeedAToken() {
    assertThatThrownBy(() -> client.openRealtime("invented"))
        .isInstanceOf(CompletionException.class);
  }

  @Test
  void framesAreHeldAgainstTheContractAndRemembered() {
    OutsideSocket socket = client.openRealtime(client.token());
    String good = frame(1);
    socket.send(good);
    socket.send(frame(3));
    socket.send(frame(4).replace("\"priority_level\":3", "\"priority_level\":6"));
    socket.send(frame(5).replace("\"priority_override\":false", "\"priority_override\":true"));
    socket.send(frame(6).replace("\"ttl_seconds\":45", "\"ttl_seconds\":9"));
    socket.send(frame(7).replace("CRM", "ERP"));
    socket.send(frame(8).replaceAll("\"timestamp\":\\d+", "\"timestamp\":1000"));
    socket.send("{");
    socket.send(frame(9));

    await().until(() -> tenant.received(0, 20).size() == 9);
    List<ReceivedCall> calls = tenant.received(0, 20);
    assertThat(calls).allSatisfy(call -> assertThat(call.call()).isEqualTo("realtime"));
    assertThat(calls.stream().map(call -> Optional.ofNullable(call.reason()).orElse("")))
        .satisfiesExactly(
            reason -> assertThat(reason).isEmpty(),
            reason -> assertThat(reason).isEqualTo("sequence must be 2, got 3"),
            reason -> assertThat(reason).contains("priority_level"),
            reason -> assertThat(reason).contains("priority_override needs level 4 or 5"),
            reason -> assertThat(reason).contains("ttl_seconds"),
            reason -> assertThat(reason).contains("source_system"),
            reason -> assertThat(reason).contains("after its time"),
            reason -> assertThat(reason).contains("not JSON"),
            reason -> assertThat(reason).isEmpty());
    assertThat(calls.getFirst().body()).isEqualTo(good);
  }

  @Test
  void frameConnectionsAreCutAndSilencedToOrder() {
    OutsideSocket socket = client.openRealtime(client.token());
    await().until(() -> tenant.frames().connected() == 1);
    client.post("/simulator/faults", "{\"realtime\":{\"silent\":true,\"dropAfterFrames\":2}}");

    socket.ping();
    socket.send(frame(1));
    socket.send(frame(2));

    await().until(() -> tenant.frames().connected() == 0);
    assertThat(socket.pongs).hasValue(0);
    assertThat(tenant.received(0, 10)).hasSize(2);
  }

  private static String retryAfter(HttpResponse<String> response) {
    return response.headers().firstValue("Retry-After").orElseThrow();
  }

  private HttpResponse<String> post(String path, String body) {
    return client.post(path, body, "Authorization", bearer);
  }

  private HttpResponse<String> search(String query) {
    return client.get(SEARCH + query, "Authorization", bearer);
  }

  private static Article article(String id, String title, String body) {
    return new Article(id, title, body, Optional.empty());
  }

  private static String frame(long sequence) {
    return """
        {"type":"PROMPT_SYNC","frame_id":"0f0e0d0c-0b0a-4999-8888-777766665555","sequence":%d,"payload":{"session_id":"s","agent_id":null,"interaction_id":"i","snippets":[{"snippet_id":"a","content":"c","tags":[],"source_system":"CRM"}],"priority_override":false,"priority_level":3,"relevance_score":0.7,"timestamp":%d,"ttl_seconds":45}}"""
        .formatted(sequence, Instant.now().getEpochSecond());
  }
}
