package io.cueline.cxone.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.cxone.Tenant.Reply;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallOutcomesTest extends WiredToTenant {

  @Test
  void a401CostsOneRefreshWithinTheSameAttempt() {
    calls(request -> bearer(request).equals("token-1") ? Reply.of(401, "") : Reply.of(200, "{}"));

    assertThat(client.send(PROMPT)).isInstanceOf(Outcome.Delivered.class);
    assertThat(prompts())
        .extracting(CallOutcomesTest::bearer)
        .containsExactly("token-1", "token-2");
  }

  @Test
  void aSecond401InARowIsFinal() {
    calls(_ -> Reply.of(401, ""));

    assertThat(client.send(PROMPT))
        .isEqualTo(new Outcome.Unauthorized("401 from prompts, with a fresh token too"));
    assertThat(prompts()).hasSize(2);
    assertThat(issued).hasValue(2);
  }

  @Test
  void withoutCredentialsThatHoldNothingIsSent() {
    tenant.answers(_ -> Reply.of(401, ""));

    for (int i = 0; i < 20; i++) {
      assertThat(client.send(PROMPT))
          .isInstanceOfSatisfying(
              Outcome.Unauthorized.class,
              refused -> assertThat(refused.reason()).contains("client 'client-1'"));
    }
    assertThat(prompts()).isEmpty();
    assertThat(tenant.asked("/oauth/token")).hasSize(1);
  }

  @Test
  void a403NamesScopeAddressAndOwnership() {
    calls(_ -> Reply.of(403, ""));

    assertThat(client.send(PROMPT))
        .isEqualTo(
            new Outcome.Final(
                403,
                "403 from prompts. One of three: the client lacks scope 'agentassist:write'; our"
                    + " address is not among those the tenant allows; or the interaction is not"
                    + " ours"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          429 | 7                             | 7
          429 | Sun, 01 Mar 2026 10:00:30 GMT | 30
          429 | Sun, 01 Mar 2026 09:00:00 GMT | 0
          429 | soon                          |
          429 |                               |
          503 | 4                             | 4
          500 |                               |
          """)
  void whatMayPassIsForLater(int status, String retryAfter, Long seconds) {
    Reply reply = Reply.of(status, "");
    calls(_ -> retryAfter == null ? reply : reply.header("Retry-After", retryAfter));

    assertThat(client.send(PROMPT))
        .isEqualTo(
            new Outcome.RetryLater(
                Optional.of(status),
                Optional.ofNullable(seconds).map(Duration::ofSeconds),
                status + " from prompts"));
    assertThat(prompts()).hasSize(1);
  }

  @Test
  void a503ThatSaysAtOnceIsStillOneAttempt() {
    calls(_ -> Reply.of(503, "").header("Retry-After", "0"));

    assertThat(client.send(PROMPT)).isInstanceOf(Outcome.RetryLater.class);
    assertThat(prompts()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 408, 409, 410, 422})
  void other4xxAreFinal(int status) {
    calls(_ -> Reply.of(status, "{\"errorCode\":\"NoContact\",\"message\":\"contact has left\"}"));

    assertThat(client.send(PROMPT))
        .isEqualTo(
            new Outcome.Final(status, status + " from prompts: NoContact, contact has left"));
    assertThat(prompts()).hasSize(1);
  }

  @Test
  void aReasonQuotesNeitherTheCallerNorASecret() {
    calls(
        request ->
            Reply.of(
                400,
                "{\"error\":\"bad\",\"message\":\"cannot prompt '%s'\",\"detail\":\"%s for 4111 1111 1111 1111, a@b.de\"}"
                    .formatted(WORDS, request.header("Authorization") + "x".repeat(30))));

    Outcome outcome = client.send(PROMPT);

    assertThat(outcome).isInstanceOf(Outcome.Final.class);
    assertThat(outcome.toString())
        .contains("400 from prompts: bad, ")
        .doesNotContain("nineteen")
        .doesNotContain("token-1")
        .doesNotContain("4111")
        .doesNotContain("a@b");
  }

  @Test
  void aRedirectIsNotFollowed() {
    calls(_ -> Reply.of(307, "").header("Location", tenant.uri() + "/elsewhere"));

    assertThat(client.send(CallRequest.of("knowledge-list")))
        .isInstanceOfSatisfying(
            Outcome.Final.class,
            refused -> assertThat(refused.reason()).contains("correct its url in the profile"));
    assertThat(tenant.asked("/elsewhere")).isEmpty();
  }

  @Test
  void a2xxTheProfileDoesNotListIsNoSuccess() {
    calls(_ -> Reply.of(202, ""));

    assertThat(
            client.send(CallRequest.of("assist-cards").pathValue("interactionId", "1").body("{}")))
        .isEqualTo(
            new Outcome.Final(
                202, "202 from assist-cards, which the profile does not list under success"));
  }
}
