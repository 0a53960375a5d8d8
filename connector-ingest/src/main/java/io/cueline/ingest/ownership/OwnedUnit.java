package io.cueline.ingest.ownership;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A unit while it is ours: started, and begun again where Kafka does not answer, on a thread of its
 * own; stopped once.
 */
final class OwnedUnit {

  private static final Logger LOG = LoggerFactory.getLogger(OwnedUnit.class);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

  private final Unit unit;
  private final Lease lease;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean abandoned;
  private volatile Unit.@Nullable Running running;
  private volatile String waiting = "its start";

  OwnedUnit(Unit unit, Lease lease) {
    this.unit = unit;
    this.lease = lease;
    this.thread = Thread.ofPlatform().name("unit-" + unit.name()).start(this::run);
  }

  Lease lease() {
    return lease;
  }

  Optional<String> waitingFor() {
    Unit.Running now = running;
    return now == null ? Optional.of(waiting) : now.waitingFor();
  }

  /** Ends in order; does not wait. */
  void stop() {
    ending.countDown();
    if (running == null) {
      thread.interrupt();
    }
  }

  /** It is another's already; does not wait. */
  void abandon() {
    abandoned = true;
    lease.lose();
    stop();
  }

  /** Whether it has ended within a time. */
  boolean ended(Duration within) throws InterruptedException {
    return thread.join(within);
  }

  private void run() {
    try {
      Unit.Running started = start();
      awaitEnding();
      if (abandoned) {
        started.abandon();
      } else {
        started.stop();
      }
    } catch (InterruptedException stopped) {
      LOG.atDebug().addKeyValue("unit", unit.name()).log("stopped before it had begun");
    } catch (RuntimeException bug) {
      waiting = "nothing: it has failed";
      LOG.atError().addKeyValue("unit", unit.name()).setCause(bug).log("failed");
    }
  }

  /** What interrupts here was meant for the start, and has come a moment late. */
  private void awaitEnding() {
    while (ending.getCount() > 0) {
      try {
        ending.await();
      } catch (InterruptedException late) {
        LOG.atTrace().addKeyValue("unit", unit.name()).log("interrupted after its start");
      }
    }
    boolean _ = Thread.interrupted();
  }

  private Unit.Running start() throws InterruptedException {
    while (true) {
      try {
        Unit.Running started = unit.start(lease);
        running = started;
        return started;
      } catch (KafkaException refused) {
        waiting = "Kafka: " + refused.getMessage();
        LOG.atWarn()
            .addKeyValue("unit", unit.name())
            .addKeyValue("reason", refused.toString())
            .log("could not begin; trying again");
      }
      if (ending.await(AGAIN_AFTER.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new InterruptedException();
      }
    }
  }
}
