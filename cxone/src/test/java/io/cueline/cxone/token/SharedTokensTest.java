package io.cueline.cxone.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.cxone.Tenant.Reply;
import io.cueline.cxone.profile.AuthSpec;
import io.cueline.cxone.profile.AuthSpec.Variant;
import io.cueline.cxone.profile.Scopes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedTokensTest extends WithTokenEndpoint {

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
  void closingFreesWhoWaitsForTheTenantToBeReadyAgain() throws Exception {
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Sleeper sound =
        _ -> {
          asleep.countDown();
          never.await();
        };
    tenant.answers(_ -> Reply.of(429, ""));
    SharedTokens waitingToAsk =
        new SharedTokens(HTTP, auth(Variant.BASIC, Scopes.NONE), credentials(), time, sound);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<TokenFailure> waiting = callers.submit(() -> failure(waitingToAsk));
      asleep.await();
      waitingToAsk.close();

      assertThat(waiting.get()).isInstanceOf(TokenFailure.Unavailable.class);
    }
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
    TokenSharing.Lease same = sharing.lease(auth, credentials(), InstantSource.system());
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
}
