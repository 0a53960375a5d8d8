package io.cueline.ingest.kafka;

import io.cueline.ingest.clock.Now;
import io.cueline.ingest.clock.SourceProgress.Stamp;
import io.cueline.schemas.Frame;
import io.cueline.schemas.RejectedFrame;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends stamped records and remembers since when some did not arrive. Sending is for one thread at
 * a time; answers come on the producer's thread, which takes no lock here.
 */
final class FrameShipper {

  private static final Logger LOG = LoggerFactory.getLogger(FrameShipper.class);

  private final RecordSink sink;
  private final FrameMetrics metrics;
  private final LongSupplier nanos;
  private final int partitions;
  private final AtomicReference<@Nullable Instant> lostFrom = new AtomicReference<>();
  private boolean forsaking;
  private volatile Runnable onLoss = () -> {};

  /**
   * @param nanos the monotone clock
   */
  FrameShipper(RecordSink sink, FrameMetrics metrics, LongSupplier nanos) {
    this.sink = sink;
    this.metrics = metrics;
    this.nanos = nanos;
    this.partitions = sink.partitions(Topics.TRANSCRIPT_FRAMES);
  }

  /** What to do when a record did not arrive, on the producer's thread. */
  void onLoss(Runnable then) {
    onLoss = then;
  }

  /** Since when records have been lost, told once; and begins anew after what cannot be mended. */
  Optional<Instant> startOver() {
    sink.renewIfBroken();
    return Optional.ofNullable(lostFrom.getAndSet(null));
  }

  /** Whether something did not arrive since it was last told. */
  boolean hasLost() {
    return lostFrom.get() != null;
  }

  /** To the partition of its interaction. */
  void toInteraction(Frame frame, Now read) {
    toInteraction(frame, acknowledge(frame.getAt(), read));
  }

  /**
   * To the partition of its interaction.
   *
   * @return completes when Kafka has it, or exceptionally
   */
  CompletableFuture<Stamp> told(Frame frame, Stamp stamp, Now read) {
    CompletableFuture<Stamp> written = new CompletableFuture<>();
    Callback acknowledge = acknowledge(frame.getAt(), read);
    try {
      toInteraction(
          frame,
          (metadata, failure) -> {
            acknowledge.onCompletion(metadata, failure);
            if (failure == null) {
              written.complete(stamp);
            } else {
              written.completeExceptionally(failure);
            }
          });
    } catch (KafkaException refused) {
      written.completeExceptionally(refused);
    }
    return written;
  }

  /** A frame was read and not written, as the stream is another's. */
  void forsaken() {
    metrics.lost();
    if (!forsaking) {
      forsaking = true;
      LOG.atWarn().log("What is still read is not written: its new owner declares the gap");
    }
  }

  private void toInteraction(Frame frame, Callback then) {
    metrics.frame(frame.getKind());
    send(frame, String.valueOf(frame.getInteractionId()), null, then, frame.getAt());
  }

  /**
   * To every partition.
   *
   * @param lostSince what is to be declared as lost should it not arrive
   */
  void everywhere(Frame frame, Now read, Instant lostSince) {
    metrics.frame(frame.getKind());
    for (int partition = 0; partition < partitions; partition++) {
      send(frame, frame.getSource(), partition, acknowledge(lostSince, read), lostSince);
    }
  }

  void rejected(RejectedFrame rejected, Now read) {
    metrics.rejected();
    Instant at = rejected.getAt();
    // A clock that was never set would have the broker delete the record at once.
    Instant stamp = at.equals(Instant.EPOCH) ? read.wall() : at;
    byte[] bytes = sink.bytes(Topics.REJECTED_FRAMES, rejected);
    attempt(
        () ->
            sink.send(
                Topics.REJECTED_FRAMES,
                null,
                stamp.toEpochMilli(),
                rejected.getSource(),
                bytes,
                acknowledge(at, read)),
        at);
  }

  void close(Duration atMost) {
    sink.close(atMost);
  }

  private void send(
      Frame frame, String key, @Nullable Integer partition, Callback then, Instant lostSince) {
    byte[] bytes = sink.bytes(Topics.TRANSCRIPT_FRAMES, frame);
    long at = frame.getAt().toEpochMilli();
    attempt(() -> sink.send(Topics.TRANSCRIPT_FRAMES, partition, at, key, bytes, then), lostSince);
  }

  private void attempt(Runnable send, Instant lostSince) {
    try {
      send.run();
    } catch (KafkaException refused) {
      lost(lostSince, refused);
      throw refused;
    }
  }

  private Callback acknowledge(Instant lostSince, Now read) {
    return (_, failure) -> {
      if (failure == null) {
        metrics.acknowledged(nanos.getAsLong() - read.nanos());
      } else {
        lost(lostSince, failure);
      }
    };
  }

  private void lost(Instant since, Exception failure) {
    metrics.lost();
    Instant before =
        lostFrom.getAndAccumulate(
            since, (old, now) -> old != null && old.isBefore(now) ? old : now);
    if (before == null) {
      LOG.atError()
          .addKeyValue("since", since)
          .addKeyValue("reason", failure.toString())
          .log("Kafka did not take a record; what is missing will be declared by a new epoch");
      onLoss.run();
    }
  }
}
