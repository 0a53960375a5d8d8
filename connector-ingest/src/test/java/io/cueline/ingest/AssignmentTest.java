package io.cueline.ingest;

import static io.cueline.ingest.support.Rig.utterance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.ingest.support.FrameOracle;
import io.cueline.ingest.support.Rig;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class AssignmentTest {

  private static final String CONTROL = "control@test";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private Rig rig;

  @BeforeEach
  void start(TestInfo info) throws ExecutionException, InterruptedException {
    rig = Rig.of(info).with(IngestSettings.INSTANCE, "test");
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private static HttpResponse<String> put(String address, String token, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/api/v2/interactions/" + path + "/agent"))
            .header("Authorization", "Bearer " + token)
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whatIsMalformedOrNotAllowedIsRefusedWithTheReason() throws Exception {
    String address = rig.start().http().address();

    assertThat(put(address, "wrong", "i", "{\"agentId\":\"7\"}").statusCode()).isIn(401, 403);
    for (String body : List.of("", "{", "[]", "{}", "{\"agentId\":\" \"}", "{\"agentId\":{}}")) {
      HttpResponse<String> refused = put(address, "open-sesame", "i", body);
      assertThat(refused.statusCode()).as(body).isEqualTo(400);
      assertThat(refused.body()).contains("error");
    }
    assertThat(put(address, "open-sesame", "i", "{\"agentId\":1,\"desktopSession\":[]}").body())
        .contains("desktopSession must be");
    assertThat(put(address, "open-sesame", "i".repeat(257), "{\"agentId\":1}").statusCode())
        .isEqualTo(400);
    rig.tenant.connection();
    assertThat(rig.written().content()).isEmpty();
  }

  @Test
  void aReplayWithoutAClockYetSaysSo() throws Exception {
    String address = rig.with(IngestSettings.CLOCK, "stream").start().http().address();

    assertThat(put(address, "open-sesame", "i", "{\"agentId\":1}").statusCode()).isEqualTo(503);
  }

  @Test
  void anAssignmentStandsInKafkaWhenItIsAnswered() throws Exception {
    String address = rig.start().http().address();

    HttpResponse<String> done =
        put(address, "open-sesame", "call%2F7", "{\"agentId\":7,\"desktopSession\":\"d-1\"}");

    assertThat(done.statusCode()).isEqualTo(200);
    FrameOracle written = rig.written().holds();
    assertThat(written.content())
        .singleElement()
        .satisfies(
            frame -> {
              assertThat(frame.getKind()).isEqualTo(FrameKind.ASSIGNMENT);
              assertThat(frame.getSource()).isEqualTo(CONTROL);
              assertThat(frame.getInteractionId()).isEqualTo("call/7");
              assertThat(frame.getAgentId()).isEqualTo("7");
              assertThat(frame.getDesktopSession()).isEqualTo("d-1");
            });
    assertThat(written.epochs(CONTROL)).hasSize(1);
    assertThat(written.epochs(CONTROL).getFirst().getGapFrom()).isNull();
    assertThat(written.ticks(CONTROL)).isEmpty();
  }

  @Test
  void eachProcessHasAnEpochOfItsOwn() throws Exception {
    for (int process = 1; process <= 3; process++) {
      int before = process - 1;
      String address = rig.start().http().address();
      var connection = rig.tenant.connection();
      put(address, "open-sesame", "i", "{\"agentId\":1}");
      connection.send(utterance("i", "words"));
      await().until(() -> rig.written().content().size() == 2 * before + 2);
      rig.stop();
    }

    FrameOracle written = rig.written().holds();
    assertThat(written.epochs(CONTROL)).extracting(Frame::getEpoch).doesNotHaveDuplicates();
    assertThat(written.content()).hasSize(6);
  }
}
