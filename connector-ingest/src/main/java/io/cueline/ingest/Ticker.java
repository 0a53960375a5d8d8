package io.cueline.ingest;

import io.cueline.ingest.kafka.FrameLog;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the log look again and again whether a tick is due, on a thread of its own. */
final class Ticker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

  private final FrameLog log;
  private final ScheduledExecutorService thread;

  /**
   * @param lookEvery how late a tick may be
   */
  Ticker(String source, FrameLog log, Duration lookEvery) {
    this.log = log;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("ticks-" + source).unstarted(task));
    ScheduledFuture<?> _ =
        thread.scheduleWithFixedDelay(this::look, 0, lookEvery.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void look() {
    try {
      log.tickIfDue();
    } catch (KafkaException refused) {
      LOG.atDebug().addKeyValue("reason", refused.getMessage()).log("tick not written");
    } catch (RuntimeException bug) {
      // Thrown on, it would end the ticks for good and without a word.
      LOG.atError().setCause(bug).log("tick failed");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
