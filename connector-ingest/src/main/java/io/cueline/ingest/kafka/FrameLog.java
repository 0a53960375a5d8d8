package io.cueline.ingest.kafka;

import io.cueline.ingest.clock.LogTail;
import io.cueline.ingest.clock.Now;
import io.cueline.ingest.clock.SourceClock;
import io.cueline.ingest.clock.SourceProgress;
import io.cueline.ingest.clock.SourceProgress.Epoch;
import io.cueline.ingest.clock.SourceProgress.Gap;
import io.cueline.ingest.clock.SourceProgress.Stamp;
import io.cueline.ingest.clock.TickSchedule;
import io.cueline.ingest.dialect.FrameContent;
import io.cueline.ingest.ownership.Lease;
import io.cueline.schemas.Frame;
import io.cueline.schemas.RejectedFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stamps what is read and writes it to {@code transcript-frames} and {@code rejected-frames}.
 * Stamping and sending are one step under one lock: so in every partition a frame stamped before a
 * tick's time stands before the tick. Thread-safe; blocks while Kafka takes nothing.
 */
public final class FrameLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FrameLog.class);

  private final Source source;
  private final Frames streamFrames;
  private final SourceClock clock;
  private final SourceProgress stream;
  private final TickSchedule schedule;
  private final Supplier<Now> time;
  private final FrameShipper shipper;
  private final Duration stopWithin;
  private final Lease lease;
  private final ReentrantLock lock = new ReentrantLock(true);
  private boolean connected;
  private boolean announcesStart;
  private boolean epochDue;
  private long rejectedInEpoch;

  /**
   * @param clock moves by what is read; used under this log's lock only, as the schedule is
   * @param tail where the source stood in the log
   * @param time the moment, whenever asked
   * @param stopWithin for Kafka to take what is left when closing
   * @param lease asked before each write; where it is lost nothing more is written
   */
  public FrameLog(
      Source source,
      SourceClock clock,
      LogTail tail,
      TickSchedule schedule,
      Supplier<Now> time,
      RecordSink sink,
      FrameMetrics metrics,
      Duration stopWithin,
      Lease lease) {
    this.source = source;
    this.streamFrames = new Frames(source);
    this.clock = clock;
    this.stream = new SourceProgress(tail);
    this.lease = lease;
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
    connected(dialectAnnouncesStart, Duration.ZERO);
  }

  /**
   * The same, where others of the source were read all the while.
   *
   * @param missed since so long ago something may be missing all the same; zero where nothing may
   */
  public void connected(boolean dialectAnnouncesStart, Duration missed) {
    if (!lease.confirmed()) {
      return;
    }
    locked(
        now -> {
          shipper.startOver().ifPresent(stream::lostFrom);
          if (!missed.isZero()) {
            stream.lostFrom(clock.read(now).minus(missed));
          }
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
          Instant upTo =
              lastTick ? clock.read(now) : clock.readUpTo(stream.heardUpTo().orElse(Instant.EPOCH));
          if (connected && !epochDue && schedule.movedSince(upTo)) {
            tick(upTo, now);
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
   * @return false when nobody knows yet what time it is: a replay's first clock frame is missing.
   *     True also where the lease is lost: whoever has it declares the gap
   */
  public boolean frame(FrameContent masked) {
    lock.lock();
    try {
      if (!lease.held()) {
        shipper.forsaken();
        return true;
      }
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
                  source.tenant(),
                  source.name(),
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
          Instant at = clock.read(now);
          if (connected && !epochDue && schedule.due(at, now.nanos())) {
            tick(at, now);
          }
        });
  }

  /**
   * Writes a frame whose sender waits for an answer.
   *
   * @return completes when Kafka has it; empty where {@link #frame} is false
   */
  public Optional<CompletableFuture<Stamp>> told(FrameContent masked) {
    lock.lock();
    try {
      if (epochDue || !lease.held()) {
        return Optional.empty();
      }
      Now now = time.get();
      Stamp stamp = stream.next(clock.read(now));
      return Optional.of(shipper.told(streamFrames.content(masked, stamp, now.wall()), stamp, now));
    } finally {
      lock.unlock();
    }
  }

  /** What time it is here; empty while nobody can tell. */
  public Optional<Instant> now() {
    lock.lock();
    try {
      return Optional.of(clock.read(time.get())).filter(at -> !at.equals(Instant.EPOCH));
    } finally {
      lock.unlock();
    }
  }

  /** Waits for Kafka to take what is left; what it has not taken by then is given up. */
  @Override
  public void close() {
    shipper.close(stopWithin);
  }

  /** Gives up at once what Kafka has not taken; may be called while a write waits. */
  public void abandon() {
    shipper.close(Duration.ZERO);
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
          .addKeyValue("source", source.name())
          .addKeyValue("epoch", epoch.number())
          .addKeyValue("gap", epoch.gap().map(Object::toString).orElse("none"))
          .log("Epoch begun");
      Instant lostSince = epoch.gap().map(Gap::from).orElse(epoch.at());
      shipper.everywhere(streamFrames.epoch(epoch, announcesStart, now.wall()), now, lostSince);
    }
  }

  private void tick(Instant at, Now now) {
    if (shipper.hasLost()) {
      // It would promise what did not arrive; the next epoch declares it.
      return;
    }
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
      if (lease.held()) {
        step.at(time.get());
      }
    } finally {
      lock.unlock();
    }
  }
}
