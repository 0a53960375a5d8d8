package io.cueline.cxone.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cueline.cxone.Tenant.Reply;
import io.cueline.cxone.profile.AuthSpec.Variant;
import io.cueline.cxone.profile.Scopes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TokenRefusalsTest extends WithTokenEndpoint {

  @Test
  void refusedCredentialsAreRememberedAndNobodyHammers() {
    tenant.answers(_ -> Reply.of(401, "{\"error\":\"invalid_client\"}"));

    for (int i = 0; i < 50; i++) {
      assertThat(failure(tokens))
          .isInstanceOfSatisfying(
              TokenFailure.Rejected.class,
              rejected ->
                  assertThat(rejected.reason())
                      .contains("(invalid_client)")
                      .contains(
                          "credentials of client 'client-1' are invalid or the client is disabled"));
    }
    assertThat(asked()).isEqualTo(1);

    time.pass(TokenSlot.PAUSE_AFTER_REFUSAL);
    grant(3600);
    assertThat(token(tokens)).isEqualTo("token-1");
    assertThat(asked()).isEqualTo(2);
  }

  @Test
  void aForbiddenClientIsToldAllThreeCausesAndTheScope() {
    tenant.answers(_ -> Reply.of(403, ""));

    TokenException failure =
        catchThrowableOfType(TokenException.class, () -> tokens.token("agentassist:write"));

    assertThat(failure.failure()).isInstanceOf(TokenFailure.Forbidden.class);
    assertThat(failure)
        .hasMessageContaining("lacks scope 'agentassist:write'")
        .hasMessageContaining("our address is not among those the tenant allows")
        .hasMessageContaining("the interaction is not ours");
  }

  @Test
  void whoAsksTooOftenWaitsAsLongAsToldThenAsksAgain() {
    AtomicInteger calls = new AtomicInteger();
    tenant.answers(
        _ ->
            switch (calls.incrementAndGet()) {
              case 1 -> Reply.of(429, "").header("Retry-After", "7");
              case 2 -> Reply.of(429, "");
              default -> grantNext(3600);
            });

    assertThat(token(tokens)).isEqualTo("token-1");
    assertThat(time.slept()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(2));
  }

  @Test
  void beingToldToWaitOnAndOnEndsAndIsRemembered() {
    tenant.answers(_ -> Reply.of(429, "").header("Retry-After", "5"));

    assertThat(failure(tokens)).isInstanceOf(TokenFailure.Throttled.class);
    assertThat(asked()).isEqualTo(TokenSlot.TRIES);

    time.pass(Duration.ofSeconds(2));
    assertThat(failure(tokens))
        .isEqualTo(
            new TokenFailure.Throttled(
                "429 from token endpoint " + tenant.uri() + "/oauth/token", Duration.ofSeconds(3)));
    assertThat(asked()).isEqualTo(TokenSlot.TRIES);
  }

  @Test
  void aLongWaitIsNotWaitedForButHandedOn() {
    tenant.answers(_ -> Reply.of(429, "").header("Retry-After", "600"));

    assertThat(failure(tokens))
        .isInstanceOfSatisfying(
            TokenFailure.Throttled.class,
            throttled -> assertThat(throttled.after()).isEqualTo(Duration.ofMinutes(10)));
    assertThat(time.slept()).isEmpty();
  }

  @Test
  void anEndpointThatFailsIsAskedAgainAfterPausesThatGrow() {
    tenant.answers(_ -> Reply.of(503, "down"));

    for (int seconds : List.of(1, 2, 4, 8, 10, 10)) {
      int before = asked();
      assertThat(failure(tokens))
          .isInstanceOfSatisfying(
              TokenFailure.Unavailable.class,
              fault -> assertThat(fault.after()).isEqualTo(Duration.ofSeconds(seconds)));
      time.pass(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(failure(tokens)).isInstanceOf(TokenFailure.Unavailable.class);
      assertThat(asked()).isEqualTo(before + 1);
      time.pass(Duration.ofMillis(1));
    }
  }

  @Test
  void aTenantThatIsNotThereIsAPassingFault() {
    tenant.close();

    assertThat(failure(tokens)).isInstanceOf(TokenFailure.Unavailable.class);
  }

  @Test
  void answersThatMakeNoSenseAreSaidToBeSo() {
    for (Reply nonsense :
        List.of(
            Reply.of(200, ""),
            Reply.of(200, "<html>"),
            Reply.of(200, "[]"),
            Reply.of(200, "{\"access_token\":null}"),
            Reply.of(200, "{\"access_token\":\"line\\nbreak\"}"),
            Reply.of(200, "{\"access_token\":\"" + "x".repeat(70_000) + "\"}"),
            Reply.of(400, "{\"error\":\"invalid_scope\"}"),
            Reply.of(302, "").header("Location", "http://127.0.0.1:1/"))) {
      tenant.answers(_ -> nonsense);
      assertThat(failure(tokens)).isInstanceOf(TokenFailure.Unusable.class);
      time.pass(TokenSlot.PAUSE_AFTER_REFUSAL);
    }
    assertThat(asked()).isEqualTo(8);
  }

  @Test
  void noFailureTellsASecret() {
    for (int status : List.of(200, 400, 401, 403, 429, 500)) {
      tenant.answers(request -> Reply.of(status, request.body() + request.header("Authorization")));
      assertThat(failure(tokens(Variant.FORM, Scopes.NONE)).reason())
          .doesNotContain("s3cret")
          .doesNotContain("with=signs");
    }
    Credentials credentials = credentials();
    assertThat(
            credentials
                + " "
                + TokenRequest.of(auth(Variant.FORM, Scopes.NONE), credentials, Scopes.NONE))
        .doesNotContain("s3cret")
        .doesNotContain("key-s");
  }
}
