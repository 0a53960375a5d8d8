package io.cueline.workbench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.settings.Settings;
import io.cueline.workbench.tenant.calls.ReplayPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoDeskTest {

  private static final String PUBLISHER = "http://127.0.0.1:9";

  private final DemoDesk desk =
      DemoDesk.open(
          Settings.defaults(HttpSettings.ALL),
          ReplayPlan.of(DemoContent.calls(Optional.empty()), Duration.ZERO),
          10);

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void a_page_elsewhere_gets_no_token_by_leading_its_own_name_here() throws IOException {
    desk.publisherIs(PUBLISHER, "demo");

    assertThat(ask("/token", "evil.example")).startsWith("HTTP/1.1 403");
    assertThat(ask("/desk", "evil.example:80")).startsWith("HTTP/1.1 403");
    assertThat(ask("/token", "127.0.0.1.evil.example")).startsWith("HTTP/1.1 403");
  }

  @Test
  void there_are_no_tokens_before_there_is_a_publisher() throws IOException {
    assertThat(ask("/token", "localhost")).startsWith("HTTP/1.1 503");
  }

  @Test
  void every_simulated_agent_can_be_looked_at_and_the_supervisor_of_all() throws IOException {
    desk.publisherIs(PUBLISHER, "demo");

    JsonNode shown = json(ask("/desk", "localhost"));
    assertThat(shown.get("agents"))
        .extracting(each -> each.get("id").asText())
        .hasSize(7)
        .contains("amira.haddad");
    assertThat(shown.get("agents").get(0).get("name").asText()).isEqualTo("Amira Haddad");
    assertThat(shown.get("speed").asDouble()).isEqualTo(10);
    JsonNode agent = claims(ask("/token?agent=amira.haddad", "localhost"));
    assertThat(List.of(agent.get("sub").asText(), agent.get("role").asText()))
        .containsExactly("amira.haddad", "agent");
    assertThat(claims(ask("/token", "localhost")).get("agents").asText()).isEqualTo("*");
  }

  @Test
  void the_page_shows_nothing_but_the_publishers_and_is_known_to_be_open() throws IOException {
    desk.publisherIs(PUBLISHER, "demo");
    assertThat(desk.isWatched()).isFalse();

    assertThat(ask("/", "localhost")).contains("frame-src " + PUBLISHER).contains("<iframe");
    assertThat(desk.origins()).contains(desk.address().getAuthority());
    desk.tell("1 call open.", 0.5);
    assertThat(json(ask("/run", "localhost")).get("words").asText()).isEqualTo("1 call open.");
    assertThat(desk.isWatched()).isTrue();
  }

  /** Under a name of its own choice, which an ordinary client does not allow. */
  private String ask(String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), desk.address().getPort())) {
      byte[] request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(path, host)
              .getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(request);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static JsonNode json(String answer) throws IOException {
    return new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
  }

  private static JsonNode claims(String answer) throws IOException {
    String token = json(answer).get("token").asText();
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
  }
}
