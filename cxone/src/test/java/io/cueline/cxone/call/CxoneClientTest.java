package io.cueline.cxone.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.cxone.Tenant;
import io.cueline.cxone.Tenant.Asked;
import io.cueline.cxone.Tenant.Reply;
import io.cueline.cxone.profile.CallSpec;
import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.profile.ProfileException;
import io.cueline.cxone.token.Credentials;
import io.cueline.cxone.token.FakeTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class CxoneClientTest {

  private static final String WORDS = "my card ends in nineteen";
  private static final String BODY = "{\"conversationId\":\"c-1\",\"prompt\":\"" + WORDS + "\"}";
  private static final CallRequest PROMPT = CallRequest.of("prompts").body(BODY);

  private final Tenant tenant = new Tenant();
  private final FakeTime time = new FakeTime();
  private final AtomicInteger issued = new AtomicInteger();
  private final CxoneClient client =
      client(Profile.load("simulator", Map.of("tenantUrl", tenant.uri().toString())));

  @AfterEach
  void close() {
    client.close();
    tenant.close();
  }

  @Test
  void a401CostsOneRefreshWithinTheSameAttempt() {
    calls(request -> bearer(request).equals("token-1") ? Reply.of(401, "") : Reply.of(200, "{}"));

    assertThat(client.send(PROMPT)).isInstanceOf(Outcome.Delivered.class);
    assertThat(prompts()).extracting(CxoneClientTest::bearer).containsExactly("token-1", "token-2");
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

  @Test
  void aConnectionCutInMidCallIsForLaterAndNotRepeatedBehindOurBack() {
    calls(_ -> Reply.of(0, ""));

    assertThat(client.send(PROMPT))
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> {
              assertThat(later.status()).isEmpty();
              assertThat(later.reason()).startsWith("prompts not reached: the connection failed");
            });
    assertThat(prompts()).hasSize(1);
  }

  @Test
  void aTenantThatIsNotThereIsForLater() {
    calls(_ -> Reply.of(200, "{}"));
    assertThat(client.send(PROMPT)).isInstanceOf(Outcome.Delivered.class);
    tenant.close();

    assertThat(client.send(PROMPT))
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> assertThat(later.reason()).startsWith("prompts not reached: "));
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

    assertThat(client.send(PROMPT))
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

  @Test
  void anAnswerThatNeverEndsIsCutOff() {
    calls(_ -> Reply.of(200, "x".repeat(256 * 1024 + 1)));

    assertThat(client.send(PROMPT))
        .isEqualTo(
            new Outcome.Final(
                200, "prompts answered more than 262144 bytes: raise max-response in the profile"));
  }

  @Test
  void anAnswerThatDoesNotComeInTimeIsForLater() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (CxoneClient hasty = client(withTimeout(Duration.ofMillis(200)))) {
      calls(_ -> slow(never));

      assertThat(hasty.send(PROMPT))
          .isEqualTo(
              new Outcome.RetryLater(
                  Optional.empty(), Optional.empty(), "prompts not reached: no answer in time"));
    }
    never.countDown();
  }

  @Test
  void closingEndsTheCallsInFlight() throws Exception {
    CountDownLatch arrived = new CountDownLatch(50);
    CountDownLatch never = new CountDownLatch(1);
    calls(
        _ -> {
          arrived.countDown();
          return slow(never);
        });
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> calls =
          Stream.generate(() -> callers.submit(() -> client.send(PROMPT))).limit(50).toList();
      arrived.await();
      client.close();

      for (Future<Outcome> call : calls) {
        assertThat(call.get())
            .isEqualTo(
                new Outcome.RetryLater(
                    Optional.empty(), Optional.empty(), "closed before prompts was answered"));
      }
    }
    never.countDown();
    assertThat(client.send(PROMPT)).isInstanceOf(Outcome.RetryLater.class);
    assertThat(prompts()).hasSize(50);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterruptEndsTheWaiting(boolean virtual) throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    calls(
        _ -> {
          arrived.countDown();
          return slow(never);
        });
    List<String> seen = new CopyOnWriteArrayList<>();
    Thread caller =
        (virtual ? Thread.ofVirtual() : Thread.ofPlatform())
            .start(
                () -> {
                  Outcome outcome = client.send(PROMPT);
                  seen.add(outcome + " " + Thread.currentThread().isInterrupted());
                });
    arrived.await();
    caller.interrupt();
    caller.join();
    never.countDown();

    assertThat(seen)
        .singleElement()
        .asString()
        .contains("interrupted before prompts was answered")
        .endsWith(" true");
  }

  @Test
  void aValueThatWouldLeadElsewhereIsNotSent() {
    for (String value : List.of("", ".", "..")) {
      assertThat(client.send(cue(value)))
          .isEqualTo(new Outcome.Final(0, "a value for the address of cues cannot stand there"));
    }
    assertThat(tenant.asked("/")).isEmpty();
  }

  @Test
  void aMistakeInTheCallingCodeIsTold() {
    assertThatThrownBy(() -> client.send(CallRequest.of("promts")))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("has no call 'promts'");
    assertThatThrownBy(() -> client.send(CallRequest.of("cues").body("{}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("call cues needs a value for {interactionId}");
  }

  @Test
  void anOutsiderNeverSeesTheTenantsToken() {
    Profile profile =
        Profile.load("prompt-sync", Map.of("tenant", "bank", "crmUrl", tenant.uri() + "/crm"));
    tenant.answers(_ -> Reply.of(200, ""));

    try (CxoneClient outside = client(profile)) {
      assertThat(outside.send(CallRequest.of("crm-callback").body("{}")))
          .isInstanceOf(Outcome.Delivered.class);
    }
    assertThat(tenant.asked("/crm"))
        .singleElement()
        .satisfies(asked -> assertThat(asked.headers()).doesNotContainKey("Authorization"));
  }

  @Test
  void valuesArePercentEncodedAndIdsTravelInAHeader() {
    calls(_ -> Reply.of(200, "{}"));

    assertThat(client.send(cue("a/b?c=ü {x}").idempotencyKey("cue-ü\n1/2")))
        .isInstanceOf(Outcome.Delivered.class);
    Asked asked = tenant.asked("/api/").getFirst();
    assertThat(asked.pathAndQuery())
        .isEqualTo("/api/v2/agentassist/interactions/a%2Fb%3Fc%3D%C3%BC%20%7Bx%7D/cues");
    assertThat(asked.header("Idempotency-Key")).isEqualTo("cue-%C3%BC%0A1/2");
    assertThat(asked.header("Content-Type")).isEqualTo("application/json");
    assertThat(asked.header("Accept")).isEqualTo("application/json");
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.body()).isEqualTo("{}");
  }

  @Test
  void articlesAreAskedForConditionally() {
    CallRequest list =
        CallRequest.of("knowledge-list")
            .header("If-Modified-Since", "Sun, 01 Mar 2026 09:00:00 GMT")
            .query("q", "a b&c");
    calls(_ -> Reply.of(304, ""));
    assertThat(client.send(list)).isEqualTo(new Outcome.NotModified());

    String many = "{\"items\":[\"" + "ü".repeat(300_000) + "\"]}";
    calls(_ -> Reply.of(206, many).header("Last-Modified", "Sun, 01 Mar 2026 10:00:00 GMT"));
    assertThat(client.send(list))
        .isInstanceOfSatisfying(
            Outcome.Delivered.class,
            delivered -> {
              assertThat(delivered.status()).isEqualTo(206);
              assertThat(delivered.body()).isEqualTo(many);
              assertThat(delivered.headers())
                  .containsEntry("last-modified", "Sun, 01 Mar 2026 10:00:00 GMT");
            });
    Asked asked = tenant.asked("/api/").getLast();
    assertThat(asked.method()).isEqualTo("GET");
    assertThat(asked.pathAndQuery()).isEqualTo("/api/v2/knowledge/articles?q=a%20b%26c");
    assertThat(asked.header("If-Modified-Since")).isEqualTo("Sun, 01 Mar 2026 09:00:00 GMT");
  }

  @Test
  void nothingPrintsWhatIsSecret() {
    calls(_ -> Reply.of(200, WORDS));

    assertThat(List.of(client, PROMPT, client.send(PROMPT), client.tokens()).toString())
        .doesNotContain("nineteen")
        .doesNotContain("s3cret")
        .doesNotContain("token-");
  }

  private CxoneClient client(Profile profile) {
    return CxoneClient.create(profile, Credentials.of("client-1", "s3cret"), time);
  }

  private Profile withTimeout(Duration timeout) {
    Profile usual = Profile.load("simulator", Map.of("tenantUrl", tenant.uri().toString()));
    var call = usual.call("prompts");
    var hasty =
        new CallSpec(
            call.name(),
            call.method(),
            call.url(),
            call.scope(),
            call.token(),
            timeout,
            call.success(),
            call.maxResponseBytes());
    return new Profile(
        usual.name(),
        usual.tenant(),
        usual.auth(),
        usual.streams(),
        Map.of("prompts", hasty),
        usual.limits(),
        usual.channels(),
        Optional.empty());
  }

  /** Tokens are granted; all other requests are answered so. */
  private void calls(Function<Asked, Reply> behaviour) {
    tenant.answers(
        request ->
            request.pathAndQuery().equals("/oauth/token")
                ? Reply.of(
                    200, "{\"access_token\":\"token-%d\"}".formatted(issued.incrementAndGet()))
                : behaviour.apply(request));
  }

  private List<Asked> prompts() {
    return tenant.asked("/api/v2/agentassist/prompts");
  }

  private static CallRequest cue(String interaction) {
    return CallRequest.of("cues").pathValue("interactionId", interaction).body("{}");
  }

  private static String bearer(Asked request) {
    return request.header("Authorization").replace("Bearer ", "");
  }

  private static Reply slow(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
    return Reply.of(200, "");
  }
}
