package io.cueline.workbench.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1 of the contract. */
class TokenTest {

  private static final String FORM = "grant_type=client_credentials";

  private final SimulatedTenant tenant =
      SimulatedTenant.start(TenantOptions.builder().tokenLife(Duration.ofSeconds(1)).build());
  private final OutsideClient client = new OutsideClient(tenant);

  @AfterEach
  void close() {
    tenant.close();
  }

  private static String basic(String id, String secret) {
    return "Basic "
        + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FORM,
        FORM + "&client_id=cueline",
        FORM + "&client_id=cueline&client_secret=wrong",
        FORM + "&client_id=other&client_secret=cueline-secret",
        "grant_type=password&username=access-key&password=access-secret"
      })
  void shouldRefuseWrongCredentials(String form) {
    HttpResponse<String> response = client.token(form);

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains("invalid_client").doesNotContain("secret=");
    assertThat(tenant.status().tokensIssued()).isZero();
  }

  @Test
  void shouldRefuseAWrongAccessKey() {
    HttpResponse<String> response =
        client.token(
            "grant_type=password&username=access-key&password=wrong",
            "Authorization",
            basic("cueline", "cueline-secret"));
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains("invalid_grant");
  }

  @Test
  void shouldRefuseAGrantItDoesNotKnow() {
    assertThat(client.token("grant_type=magic").statusCode()).isEqualTo(400);
    assertThat(client.token("grant_type=%zz").statusCode()).isEqualTo(400);
  }

  @Test
  void shouldIssueByBasic() {
    accepted(client.token(FORM, "Authorization", basic("cueline", "cueline-secret")));
  }

  @Test
  void shouldIssueByForm() {
    accepted(client.token(FORM + "&client_id=cueline&client_secret=cueline-secret"));
  }

  @Test
  void shouldIssueByFormWithScope() {
    JsonNode body =
        accepted(
            client.token(
                FORM + "&client_id=cueline&client_secret=cueline-secret&scope=a%3Ab+c%3Ad"));
    assertThat(body.path("scope").textValue()).isEqualTo("a:b c:d");
  }

  @Test
  void shouldIssueByPassword() {
    accepted(
        client.token(
            "grant_type=password&username=access-key&password=access-secret",
            "Authorization",
            basic("cueline", "cueline-secret")));
  }

  @Test
  void shouldExpireTokens() {
    String token = client.token();
    String header = "Bearer " + token;

    assertThat(get(header)).isEqualTo(200);
    await().atMost(Duration.ofSeconds(3)).until(() -> get(header) == 401);
  }

  private int get(String authorization) {
    return client.get("/api/v2/knowledge/articles", "Authorization", authorization).statusCode();
  }

  private static JsonNode accepted(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode body = OutsideClient.json(response.body());
    assertThat(body.path("access_token").textValue()).hasSizeGreaterThan(20);
    assertThat(body.path("expires_in").intValue()).isEqualTo(1);
    return body;
  }
}
