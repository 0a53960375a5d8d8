package io.cueline.cxone.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cueline.cxone.Tenant;
import io.cueline.cxone.Tenant.Reply;
import io.cueline.cxone.profile.AuthSpec;
import io.cueline.cxone.profile.AuthSpec.Variant;
import io.cueline.cxone.profile.Scopes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SharedTokensTest {

  private static final String SECRET = "s3cret/with=signs";
  private static final OkHttpClient HTTP = new OkHttpClient();

  private final Tenant tenant = new Tenant();
  private final FakeTime time = new FakeTime();
  private final AtomicInteger issued = new AtomicInteger();
  private final SharedTokens tokens = tokens(Variant.BASIC, Scopes.NONE);

  @AfterEach
  void close() {
    tokens.close();
    tenant.close();
  }

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

  @Test
  void twoThousandCallersWaitForOneRefresh() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    tenant.answers(
        _ -> {
          await(answer);
          return grantNext(3600);
        });
    Set<String> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch asking = new CountDownLatch(2000);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2000; i++) {
        String scope = "scope:" + i % 5;
        callers.execute(
            () -> {
              asking.countDown();
              seen.add(token(tokens, scope));
            });
      }
      asking.await();
      answer.countDown();
    }

    assertThat(seen).containsExactly("token-1");
    assertThat(asked()).isEqualTo(1);
  }

  @Test
  void twoThousandCallersShareOneFailureToo() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    tenant.answers(
        _ -> {
          await(answer);
          return Reply.of(500, "");
        });
    AtomicInteger failed = new AtomicInteger();
    CountDownLatch asking = new CountDownLatch(2000);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2000; i++) {
        callers.execute(
            () -> {
              asking.countDown();
              failure(tokens);
              failed.incrementAndGet();
            });
      }
      asking.await();
      answer.countDown();
    }

    assertThat(failed).hasValue(2000);
    assertThat(asked()).isEqualTo(1);
  }

  @Test
  void oneInterruptedCallerSpoilsNothingForTheOthers() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    tenant.answers(
        _ -> {
          arrived.countDown();
          await(answer);
          return grantNext(3600);
        });
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = callers.submit(() -> tokens.token("a"));
      arrived.await();
      Future<String> second = callers.submit(() -> tokens.token("a"));
      first.cancel(true);
      answer.countDown();

      assertThat(second.get()).isEqualTo("token-1");
    }
    assertThat(asked()).isEqualTo(1);
  }

  @Test
  void closingFreesWhoWaits() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    tenant.answers(
        _ -> {
          arrived.countDown();
          await(never);
          return grantNext(3600);
        });
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<TokenFailure> waiting = callers.submit(() -> failure(tokens));
      arrived.await();
      tokens.close();

      assertThat(waiting.get()).isInstanceOf(TokenFailure.Unavailable.class);
    }
    never.countDown();
    assertThat(failure(tokens)).isInstanceOf(TokenFailure.Unavailable.class);
    assertThat(asked()).isEqualTo(1);
  }

  @Test
  void aTokenIsReplacedBeforeItExpires() {
    grant(3600);
    assertThat(token(tokens)).isEqualTo("token-1");

    time.pass(Duration.ofSeconds(3539));
    assertThat(token(tokens)).isEqualTo("token-1");
    time.pass(Duration.ofSeconds(1));
    assertThat(token(tokens)).isEqualTo("token-2");
  }

  @Test
  void whileNoNewOneCanBeHadTheOldOneServesUntilItExpires() {
    grant(3600);
    assertThat(token(tokens)).isEqualTo("token-1");
    tenant.answers(_ -> Reply.of(500, ""));

    time.pass(Duration.ofSeconds(3545));
    assertThat(token(tokens)).isEqualTo("token-1");
    assertThat(token(tokens)).isEqualTo("token-1");
    assertThat(asked()).isEqualTo(2);

    time.pass(Duration.ofSeconds(55));
    assertThat(failure(tokens)).isInstanceOf(TokenFailure.Unavailable.class);
  }

  @Test
  void withoutExpiryATokenLivesAnHour() {
    tenant.answers(_ -> Reply.of(200, "{\"access_token\":\"t" + issued.incrementAndGet() + "\"}"));
    assertThat(token(tokens)).isEqualTo("t1");

    time.pass(Duration.ofSeconds(3539));
    assertThat(token(tokens)).isEqualTo("t1");
    time.pass(Duration.ofSeconds(1));
    assertThat(token(tokens)).isEqualTo("t2");
  }

  @Test
  void aShortLivedTokenIsNotReplacedByEveryCall() {
    grant(30);
    assertThat(token(tokens)).isEqualTo("token-1");

    time.pass(Duration.ofSeconds(14));
    assertThat(token(tokens)).isEqualTo("token-1");
    time.pass(Duration.ofSeconds(1));
    assertThat(token(tokens)).isEqualTo("token-2");
  }

  @Test
  void aRefusedTokenIsReplacedOnceHoweverManyComplain() {
    grant(3600);
    String old = token(tokens);
    time.pass(Duration.ofMinutes(1));

    for (int i = 0; i < 100; i++) {
      tokens.invalidate("a", old);
      assertThat(token(tokens)).isEqualTo("token-2");
    }
    assertThat(asked()).isEqualTo(2);
    assertThat(time.slept()).isEmpty();
  }

  @Test
  void whereEachNewTokenIsRefusedTheNextIsNotAskedForAtOnce() {
    grant(3600);

    for (int i = 0; i < 5; i++) {
      tokens.invalidate("a", token(tokens));
    }

    assertThat(asked()).isEqualTo(5);
    assertThat(time.slept()).hasSize(4).containsOnly(TokenSlot.PAUSE_AFTER_INVALID);
  }

  @Test
  void oneSourceServesAllClientsOfTheSameCredentials() throws Exception {
    grant(3600);
    TokenSharing sharing = new TokenSharing(HTTP);
    AuthSpec auth = auth(Variant.BASIC, Scopes.NONE);
    TokenSharing.Lease one = sharing.lease(auth, credentials(), time);
    TokenSharing.Lease same = sharing.lease(auth, credentials(), time);
    TokenSharing.Lease other = sharing.lease(auth, Credentials.of("client-2", "x"), time);

    assertThat(one.tokens().token("a")).isEqualTo(same.tokens().token("b")).isEqualTo("token-1");
    assertThat(other.tokens().token("a")).isEqualTo("token-2");

    one.close();
    one.close();
    assertThat(same.tokens().token("a")).isEqualTo("token-1");
    same.close();
    time.pass(Duration.ofHours(2));
    assertThatThrownBy(() -> same.tokens().token("new")).isInstanceOf(TokenException.class);
    other.close();
  }

  private int asked() {
    return tenant.asked("/oauth/token").size();
  }

  private void grant(int seconds) {
    tenant.answers(_ -> grantNext(seconds));
  }

  private Reply grantNext(int seconds) {
    return Reply.of(
        200,
        "{\"access_token\":\"token-%d\",\"expires_in\":%d}"
            .formatted(issued.incrementAndGet(), seconds));
  }

  private SharedTokens tokens(Variant variant, Scopes scopes) {
    return new SharedTokens(HTTP, auth(variant, scopes), credentials(), time, time);
  }

  private AuthSpec auth(Variant variant, Scopes scopes) {
    return new AuthSpec(
        variant, URI.create(tenant.uri() + "/oauth/token"), Duration.ofSeconds(60), scopes);
  }

  private static Credentials credentials() {
    return Credentials.of("client-1", SECRET);
  }

  private static String token(SharedTokens source) {
    return token(source, "a");
  }

  private static String token(SharedTokens source, String scope) {
    try {
      return source.token(scope);
    } catch (TokenException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  private static TokenFailure failure(SharedTokens source) {
    return catchThrowableOfType(TokenException.class, () -> source.token("a")).failure();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }
}
