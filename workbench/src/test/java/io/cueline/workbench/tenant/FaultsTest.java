package io.cueline.workbench.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cueline.workbench.tenant.calls.Call;
import io.cueline.workbench.tenant.calls.Speaker;
import io.cueline.workbench.tenant.calls.Turn;
import io.cueline.workbench.tenant.faults.AnswerFault;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Misbehaviour, ordered by Java or over HTTP. */
class FaultsTest {

  private static final String PROMPTS = "/api/v2/agentassist/prompts";
  private static final String PROMPT = "{\"conversationId\":\"c\",\"prompt\":\"p\"}";

  private final SimulatedTenant tenant =
      SimulatedTenant.start(
          TenantOptions.builder()
              .calls(
                  List.of(
                      Call.of(
                          "c",
                          IntStream.range(0, 10)
                              .mapToObj(i -> Turn.of(Speaker.AGENT, "turn " + i))
                              .toArray(Turn[]::new))))
              .speed(200)
              .build());
  private final OutsideClient client = new OutsideClient(tenant);

  @AfterEach
  void close() {
    tenant.close();
  }

  private HttpResponse<String> prompt() {
    return client.post(
        PROMPTS, PROMPT, "Authorization", "Bearer " + client.token(), "Idempotency-Key", "k");
  }

  private HttpResponse<String> order(String json) {
    return client.post("/simulator/faults", json);
  }

  @Test
  void shouldRefuseAnOrderItDoesNotUnderstandAndTakeNothingOfIt() {
    String good = "{\"target\":\"prompts\",\"status\":500}";
    assertThat(order("{").statusCode()).isEqualTo(400);
    assertThat(order("{\"answers\":[" + good + ",{\"target\":\"prompts\"}]}").body())
        .contains("a fault needs a status or a delay");
    assertThat(order("{\"answers\":[" + good + "],\"strem\":{}}").body()).contains("strem");
    assertThat(prompt().statusCode()).isEqualTo(200);
  }

  @Test
  void shouldAnswerAsOrderedAndThenProperlyWithoutCallingARetryADuplicate() {
    assertThat(
            order(
                    "{\"answers\":[{\"target\":\"prompts\",\"status\":429,\"retryAfterSeconds\":7},"
                        + "{\"target\":\"/api/v2/agentassist/*\",\"status\":500,\"times\":2}]}")
                .statusCode())
        .isEqualTo(200);

    HttpResponse<String> limited = prompt();
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("Retry-After")).contains("7");
    assertThat(prompt().statusCode()).isEqualTo(500);
    assertThat(prompt().statusCode()).isEqualTo(500);
    assertThat(prompt().statusCode()).isEqualTo(200);
    assertThat(tenant.status().duplicates()).isZero();
    assertThat(tenant.status().received()).isEqualTo(4);
  }

  @Test
  void shouldFailTokensAndAnswerLate() {
    tenant.faults().answer(AnswerFault.status("token", 1, 403));
    tenant.faults().answer(AnswerFault.slow("prompts", 1, Duration.ofMillis(200)));

    assertThat(client.token("grant_type=client_credentials").statusCode()).isEqualTo(403);
    long before = System.nanoTime();
    assertThat(prompt().statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(199));
  }

  @Test
  void shouldCutTheSocketsAfterSoManyFramesAndGoOnForTheNextOne() {
    order("{\"stream\":{\"dropAfterFrames\":4}}");
    OutsideSocket first = client.subscribe();
    tenant.start();

    int status = first.awaitClosed();
    assertThat(tenant.status().sent()).isEqualTo(4);
    // A client may lose what was under way when its socket was cut, as with any cut wire.
    assertThat(first.frames()).hasSizeBetween(2, 4);
    assertThat(status).as("no farewell").isEqualTo(1006);

    OutsideSocket second = client.subscribe();
    await().until(() -> second.frames().size() == 8);
    assertThat(second.said()).startsWith("turn 3");
  }

  @Test
  void shouldCutTheSocketsAtOnce() {
    OutsideSocket socket = client.subscribe();
    await().until(() -> tenant.status().subscribers() == 1);

    order("{\"stream\":{\"dropNow\":true}}");

    assertThat(socket.awaitClosed()).isEqualTo(1006);
    assertThat(tenant.status().subscribers()).isZero();
  }

  @Test
  void shouldSendMalformedFramesAndCountThemAsSent() {
    order("{\"stream\":{\"malformed\":[\"{oops\",\"\"]}}");
    OutsideSocket socket = client.subscribe();

    await().until(() -> socket.frames().size() == 2);

    assertThat(socket.frames()).containsExactly("{oops", "");
    List<JsonNode> sent = OutsideClient.lines(client.get("/simulator/sent"));
    assertThat(sent).extracting(n -> n.path("type").textValue()).containsOnly("malformed");
    assertThat(sent).extracting(n -> n.path("length").intValue()).containsExactly(5, 0);
    assertThat(tenant.status().sent()).isEqualTo(2);
    assertThat(tenant.status().malformed()).isEqualTo(2);
  }
}
