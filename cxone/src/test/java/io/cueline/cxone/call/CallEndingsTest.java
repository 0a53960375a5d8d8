package io.cueline.cxone.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.cxone.Tenant.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallEndingsTest extends WiredToTenant {

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
        assertThat(call.get(5, TimeUnit.SECONDS))
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
    Awaitility.await()
        .atMost(Duration.ofSeconds(5)) // the call itself would end after 10 s
        .untilAsserted(() -> assertThat(client.inFlight()).isZero());
    never.countDown();

    assertThat(seen)
        .singleElement()
        .asString()
        .contains("interrupted before prompts was answered")
        .endsWith(" true");
  }
}
