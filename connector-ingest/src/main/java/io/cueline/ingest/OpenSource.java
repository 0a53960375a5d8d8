package io.cueline.ingest;

import io.cueline.ingest.kafka.FrameLog;

/** A source that is being written: its log, and its ticks. */
record OpenSource(FrameLog log, Ticker ticker, Runnable closed) implements AutoCloseable {

  /** Waits for Kafka to take what is left. */
  @Override
  public void close() {
    ticker.close();
    log.close();
    closed.run();
  }

  /** Gives up what Kafka has not taken. */
  void abandon() {
    ticker.close();
    log.abandon();
    closed.run();
  }
}
