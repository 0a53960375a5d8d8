package io.cueline.ingest.kafka;

import io.cueline.ingest.clock.Now;
import io.cueline.ingest.clock.SourceClock;
import io.cueline.ingest.clock.SourceProgress;
import io.cueline.ingest.clock.SourceProgress.Epoch;
import io.cueline.ingest.clock.SourceProgress.Gap;
import io.cueline.ingest.clock.SourceProgress.Stamp;
import io.cueline.ingest.clock.TickSchedule;
import io.cueline.ingest.dialect.FrameContent;
import io.cueline.schemas.Frame;
import io.cueline.schemas.RejectedFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stamps what is read and writes it to {@code transcript-frames} and {@code rejected-frames}.
 * Stamping and sending are one step under one lock: so in every partition a frame stamped before a
 * tick's time stands before the tick. Thread-safe; blocks while Kafka takes nothing.
 */
public final class FrameLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FrameLog.class);

  private final Sources sources;
  private final Frames streamFrames;
  private final Frames controlFrames;
  private final SourceClock clock;
  private final SourceProgress stream;
  private final SourceProgress control;
  private final TickSchedule schedule;
  private final Supplier<Now> time;
  private final FrameShipper shipper;
  private final Duration stopWithin;
  private final ReentrantLock lock = new ReentrantLock(true);
  private boolean connected;
  private boolean announcesStart;
  private boolean epochDue;
  private long rejectedInEpoch;

  /**
   * @param clock moves by what is read; used under this log's lock only, as the schedule is
   * @param tails where the sources stood in the log
   * @param time the moment, whenever asked
   * @param stopWithin for Kafka to take what is left when closing
   */
  public FrameLog(
      Sources sources,
      SourceClock clock,
      LogTailReader.Tails tails,
      TickSchedule schedule,
      Supplier<Now> time,
      RecordSink sink,
      FrameMetrics metrics,
      Duration stopWithin) {
    this.sources = sources;
    this.streamFrames = new Frames(sources.tenant(), sources.stream());
    this.controlFrames = new Frames(sources.tenant(), sources.control());
    this.clock = clock;
    this.stream = new SourceProgress(tails.stream());
    this.control = SourceProgress.withoutGaps(tails.controlEpoch());
    this.schedule = schedule;
    this.time = time;
    this.shipper = new FrameShipper(sink, metrics, () -> time.get().nanos());
    this.stopWithin = stopWithin;
    this.epochDue = true;
  }

  /** What to do when something read did not arrive: a new epoch must declare it. Must not block. */
  public void onLoss(Runnable restart) {
    shipper.onLoss(restart);
  }

  /** The stream's connection is open; nothing has been read of it. */
  public void connected(boolean dialectAnnouncesStart) {
    locked(
        now -> {
          shipper.startOver().ifPresent(stream::lostFrom);
          connected = true;
          announcesStart = dialectAnnouncesStart;
          rejectedInEpoch = 0;
          clock.connected(now);
          epochDue = true;
          beginEpochIfKnown(now);
        });
  }

  /**
   * Nothing more comes; no tick is written until the next connection.
   *
   * @param lastTick when we closed it ourselves while it lived: it has been read up to now
   */
  public void disconnected(boolean lastTick) {
    locked(
        now -> {
          // The stream's own time stands where the tenant last told it: what came before was read.
          boolean readUpToNow = lastTick || clock instanceof SourceClock.StreamTime;
          if (readUpToNow && connected && !epochDue && schedule.movedSince(clock.read(now))) {
            tick(now);
          }
          connected = false;
        });
  }

  /** A clock frame stood in the stream. */
  public void clock(Instant streamTime) {
    locked(
        now -> {
          clock.heard(streamTime);
          beginEpochIfKnown(now);
          stream.heard(clock.read(now));
        });
  }

  /** The tenant has shown to be there. */
  public void alive() {
    locked(this::heard);
  }

  /**
   * Writes a frame of the stream.
   *
   * @return false when nobody knows yet what time it is: a replay's first clock frame is missing
   */
  public boolean frame(FrameContent masked) {
    lock.lock();
    try {
      if (epochDue) {
        return false;
      }
      Now now = time.get();
      Stamp stamp = stream.next(clock.read(now));
      shipper.toInteraction(streamFrames.content(masked, stamp, now.wall()), now);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes what could not be read.
   *
   * @param raw masked and cut
   * @param rawLength in bytes as it came
   */
  public void rejected(String reason, String raw, long rawLength) {
    locked(
        now -> {
          heard(now);
          shipper.rejected(
              new RejectedFrame(
                  sources.tenant(),
                  sources.stream(),
                  stream.epoch() + (epochDue ? 1 : 0),
                  rejectedInEpoch++,
                  clock.read(now),
                  now.wall(),
                  reason,
                  raw,
                  rawLength),
              now);
        });
  }

  /** Writes a tick to every partition if one is due. */
  public void tickIfDue() {
    locked(
        now -> {
          if (connected && !epochDue && schedule.due(clock.read(now), now.nanos())) {
            tick(now);
          }
        });
  }

  /**
   * Writes who has an interaction, under the control source.
   *
   * @return completes when Kafka has it; empty when nobody knows yet what time it is
   */
  public Optional<CompletableFuture<Stamp>> assign(FrameContent assignment) {
    lock.lock();
    try {
      Now now = time.get();
      Instant at = clock.read(now);
      if (at.equals(Instant.EPOCH)) {
        return Optional.empty();
      }
      CompletableFuture<Stamp> written = new CompletableFuture<>();
      try {
        if (control.begun().isEmpty()) {
          Epoch epoch = control.connected(at);
          shipper.everywhere(controlFrames.epoch(epoch, false, now.wall()), now, at);
        }
        Stamp stamp = control.next(at);
        Frame frame = controlFrames.content(assignment, stamp, now.wall());
        shipper.toInteraction(
            frame,
            (_, failure) -> {
              if (failure == null) {
                written.complete(stamp);
              } else {
                written.completeExceptionally(failure);
              }
            });
      } catch (KafkaException refused) {
        written.completeExceptionally(refused);
      }
      return Optional.of(written);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for Kafka to take what is left; what it has not taken by then is given up. */
  @Override
  public void close() {
    shipper.close(stopWithin);
  }

  private void heard(Now now) {
    if (!epochDue) {
      stream.heard(clock.read(now));
    }
  }

  private void beginEpochIfKnown(Now now) {
    if (epochDue && clock.isKnown()) {
      epochDue = false;
      Epoch epoch = stream.connected(clock.read(now));
      schedule.restart(epoch.at(), now.nanos());
      LOG.atInfo()
          .addKeyValue("source", sources.stream())
          .addKeyValue("epoch", epoch.number())
          .addKeyValue("gap", epoch.gap().map(Object::toString).orElse("none"))
          .log("Epoch begun");
      Instant lostSince = epoch.gap().map(Gap::from).orElse(epoch.at());
      shipper.everywhere(streamFrames.epoch(epoch, announcesStart, now.wall()), now, lostSince);
    }
  }

  private void tick(Now now) {
    Instant at = clock.read(now);
    Frame tick = streamFrames.tick(stream.epoch(), stream.nextSeq(), at, now.wall());
    shipper.everywhere(tick, now, at);
  }

  /** Something to do at one moment. */
  private interface Step {
    void at(Now now);
  }

  private void locked(Step step) {
    lock.lock();
    try {
      step.at(time.get());
    } finally {
      lock.unlock();
    }
  }
}
