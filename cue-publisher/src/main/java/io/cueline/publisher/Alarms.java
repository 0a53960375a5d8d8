package io.cueline.publisher;

import io.cueline.publisher.delivery.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cries out for deliveries that failed for good: the first of a channel at once, then no more often
 * than one line every ten seconds, which says how many there were since. Each has its receipt.
 * Thread-safe.
 */
final class Alarms {

  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
  private static final Duration BETWEEN = Duration.ofSeconds(10);

  private record Said(Instant at, int since) {}

  private final InstantSource clock;
  private final Map<String, Said> said = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  Alarms(InstantSource clock) {
    this.clock = clock;
  }

  void failed(Receipt receipt) {
    int count = count(receipt.work().channel());
    if (count > 0) {
      LOG.atError()
          .addKeyValue("channel", receipt.work().channel())
          .addKeyValue("failures", count)
          .addKeyValue("cause", receipt.work().causeId())
          .addKeyValue("interaction", receipt.work().interactionId())
          .addKeyValue("attempts", receipt.attempts())
          .addKeyValue("reason", receipt.reason().orElse(""))
          .log("not delivered");
    }
  }

  /** How many to speak of; none where it is too early to speak again. */
  private int count(String channel) {
    lock.lock();
    try {
      Instant now = clock.instant();
      Said last = said.getOrDefault(channel, new Said(Instant.EPOCH, 0));
      int count = last.since() + 1;
      boolean speak = !now.isBefore(last.at().plus(BETWEEN));
      said.put(channel, speak ? new Said(now, 0) : new Said(last.at(), count));
      return speak ? count : 0;
    } finally {
      lock.unlock();
    }
  }
}
