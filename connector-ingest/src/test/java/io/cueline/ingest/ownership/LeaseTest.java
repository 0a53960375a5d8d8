package io.cueline.ingest.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {

  private final AtomicLong nanos = new AtomicLong();
  private final Lease lease = new Lease(Duration.ofSeconds(3), nanos::get);

  private void after(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void whoWokeUpWritesNothingBeforeTheGroupHasSpoken() {
    after(Duration.ofSeconds(4));
    CompletableFuture<Boolean> write = CompletableFuture.supplyAsync(lease::held);

    await().until(() -> !lease.beat());
    assertThat(write).isNotDone();
    lease.lose();

    assertThat(write.join()).isFalse();
    assertThat(lease.held()).isFalse();
  }

  @Test
  void theMemberItselfFindsThatItSleptEvenWhenNobodyWroteMeanwhile() {
    after(Duration.ofSeconds(4));

    assertThat(lease.beat()).isFalse();
    assertThat(lease.beat()).as("until it is confirmed").isFalse();
    lease.confirm();
    assertThat(lease.beat()).isTrue();
    assertThat(lease.held()).isTrue();
  }

  @Test
  void whatIsLostIsLostForGood() {
    lease.lose();
    lease.confirm();

    assertThat(lease.held()).isFalse();
  }

  @Test
  void aWriterThatIsInterruptedInDoubtWritesNothing() {
    after(Duration.ofSeconds(4));
    Thread.currentThread().interrupt();

    assertThat(lease.held()).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void noEpochBeginsBeforeTheGroupHasSpokenAnew() {
    CompletableFuture<Boolean> epoch = CompletableFuture.supplyAsync(lease::confirmed);

    await().until(() -> !lease.beat());
    assertThat(epoch).isNotDone();
    lease.confirm();

    assertThat(epoch.join()).isTrue();
    assertThat(Lease.forever().confirmed()).isTrue();
  }

  @Test
  void whileTheMemberBeatsItIsHeld() {
    for (int second = 0; second < 60; second++) {
      after(Duration.ofSeconds(1));
      assertThat(lease.beat()).isTrue();
      assertThat(lease.held()).isTrue();
    }
    assertThat(Lease.forever().held()).isTrue();
  }
}
