package io.cueline.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OrderlyStopTest {

  private final List<String> closed = new CopyOnWriteArrayList<>();

  @Test
  void givesUpWhatWillNotStopInTime() {
    OrderlyStop stop = new OrderlyStop(Duration.ofMillis(200));
    CountDownLatch never = new CountDownLatch(1);
    add(stop, "broker");
    var _ = stop.add("stuck", never::await);

    stop.close();

    assertThat(stop.inOrder()).isFalse();
  }

  @Test
  void closesTheOthersWhenOneFails() {
    OrderlyStop stop = new OrderlyStop(Duration.ofSeconds(5));
    add(stop, "broker");
    var _ =
        stop.add(
            "broken",
            () -> {
              throw new IllegalStateException("no");
            });
    add(stop, "ingest");

    stop.close();

    assertThat(closed).containsExactly("ingest", "broker");
    assertThat(stop.inOrder()).isFalse();
  }

  @Test
  void closesWhatStartedLastFirstAndOnce() throws InterruptedException {
    OrderlyStop stop = new OrderlyStop(Duration.ofSeconds(5));
    add(stop, "broker");
    add(stop, "ingest");
    Thread waiting = Thread.ofVirtual().start(() -> await(stop));

    stop.close();
    stop.close();

    assertThat(waiting.join(Duration.ofSeconds(5))).isTrue();
    assertThat(closed).containsExactly("ingest", "broker");
    assertThat(stop.inOrder()).isTrue();
  }

  @Test
  void startsNothingMoreOnceItStops() {
    OrderlyStop stop = new OrderlyStop(Duration.ofSeconds(5));
    stop.close();

    assertThatThrownBy(() -> add(stop, "late"))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("late");
    assertThat(closed).containsExactly("late");
  }

  private void add(OrderlyStop stop, String part) {
    var _ = stop.add(part, () -> closed.add(part));
  }

  private static void await(OrderlyStop stop) {
    try {
      stop.await();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }
}
