package io.cueline.ingest.kafka;

import io.cueline.ingest.clock.LogTail;
import io.cueline.ingest.clock.Now;
import io.cueline.ingest.clock.SourceProgress;
import io.cueline.ingest.clock.SourceProgress.Epoch;
import io.cueline.ingest.clock.SourceProgress.Stamp;
import io.cueline.ingest.dialect.FrameContent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * Writes what this instance is told over HTTP, such as assignments, as a source of its own. It has
 * no gaps, as its callers wait for Kafka's acknowledgement, and no ticks: it must not keep a call's
 * clock going while the stream is down. Its epoch is written with the first it is told.
 * Thread-safe; blocks while Kafka takes nothing.
 */
public final class ControlLog implements AutoCloseable {

  private final Frames frames;
  private final SourceProgress progress;
  private final Supplier<Optional<Instant>> clock;
  private final Supplier<Now> time;
  private final FrameShipper shipper;
  private final Duration stopWithin;
  private final ReentrantLock lock = new ReentrantLock(true);
  private Instant last;

  /**
   * @param clock the time to stamp with, asked by one thread at a time; empty while nobody can tell
   * @param tail where the source stood in the log
   */
  public ControlLog(
      Source source,
      Supplier<Optional<Instant>> clock,
      LogTail tail,
      Supplier<Now> time,
      RecordSink sink,
      FrameMetrics metrics,
      Duration stopWithin) {
    this.frames = new Frames(source);
    this.progress = SourceProgress.withoutGaps(tail);
    this.last = tail.latest();
    this.clock = clock;
    this.time = time;
    this.shipper = new FrameShipper(sink, metrics, () -> time.get().nanos());
    this.stopWithin = stopWithin;
  }

  /**
   * Writes who has an interaction.
   *
   * @return completes when Kafka has it; empty when nobody knows yet what time it is
   */
  public Optional<CompletableFuture<Stamp>> told(FrameContent assignment) {
    lock.lock();
    try {
      Optional<Instant> heard = clock.get();
      if (heard.isEmpty()) {
        return Optional.empty();
      }
      Now now = time.get();
      last = heard.get().isAfter(last) ? heard.get() : last;
      begin(now);
      Stamp stamp = progress.next(last);
      return Optional.of(shipper.told(frames.content(assignment, stamp, now.wall()), stamp, now));
    } catch (KafkaException refused) {
      return Optional.of(CompletableFuture.failedFuture(refused));
    } finally {
      lock.unlock();
    }
  }

  /** A record that did not arrive leaves a place empty: the next epoch begins anew. */
  private void begin(Now now) {
    boolean lost = shipper.startOver().isPresent();
    if (lost || progress.begun().isEmpty()) {
      Epoch epoch = progress.connected(last);
      shipper.everywhere(frames.epoch(epoch, false, now.wall()), now, last);
    }
  }

  @Override
  public void close() {
    shipper.close(stopWithin);
  }
}
