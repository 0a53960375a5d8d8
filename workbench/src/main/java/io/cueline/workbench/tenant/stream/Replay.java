package io.cueline.workbench.tenant.stream;

import io.cueline.runtime.service.StartupException;
import io.cueline.workbench.tenant.calls.PlannedFrame;
import io.cueline.workbench.tenant.calls.ReplayPlan;
import io.cueline.workbench.tenant.faults.Faults;
import io.cueline.workbench.tenant.journal.Progress;
import io.cueline.workbench.tenant.journal.SentLog;
import io.cueline.workbench.tenant.journal.SentLog.FrameFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays a plan to the subscribers on a thread of its own, and tells them the call time at least
 * every 20 ms. The public methods may be called on any thread.
 *
 * <p>Call time never passes a frame that is still to be sent, so the stamps of two runs of one plan
 * are the same however the machines are loaded. After the last frame it runs on, but not into the
 * future.
 */
public final class Replay implements AutoCloseable {

  /** How a plan is played. */
  public record Pace(double speed, boolean startOnSubscribe, boolean pauseWhileUnsubscribed) {}

  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
  private static final Duration BEAT = Duration.ofMillis(12);
  private static final Duration IDLE = Duration.ofMillis(500);
  private static final Duration CLOCK_NOTED = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofMillis(1200);

  private final ReplayPlan plan;
  private final Pace pace;
  private final Instant startAt;
  private final SentLog log;
  private final Subscribers subscribers;
  private final Faults faults;
  private final LongSupplier nanoTime;
  private final InstantSource wall;
  private final CallClock clock;
  private final Thread thread;

  private volatile boolean started;
  private volatile boolean closing;
  private volatile int position;
  private volatile Instant callTime;
  private long clockNotedNanos;

  /**
   * @param startAt call time of the start, where the journal does not know it better
   * @throws StartupException when the journal is of another plan
   */
  public Replay(
      ReplayPlan plan,
      Pace pace,
      Instant startAt,
      SentLog log,
      Subscribers subscribers,
      Faults faults,
      LongSupplier nanoTime,
      InstantSource wall) {
    this.plan = plan;
    this.pace = pace;
    this.log = log;
    this.subscribers = subscribers;
    this.faults = faults;
    this.nanoTime = nanoTime;
    this.wall = wall;
    Optional<Progress> before = log.progress();
    before.ifPresent(progress -> requireSamePlan(progress, plan));
    this.startAt = before.map(Progress::startAt).orElse(startAt);
    this.position = before.map(Progress::position).orElse(0);
    this.callTime = before.map(Progress::clock).orElse(startAt);
    this.started = before.isPresent();
    this.clock = new CallClock(nanoTime, callTime, pace.speed());
    this.thread =
        Thread.ofPlatform()
            .name("tenant-replay")
            .daemon()
            .uncaughtExceptionHandler(
                (t, e) -> LOG.atError().setCause(e).log("the replay failed and stands still"))
            .unstarted(this::run);
    subscribers.onChange(this::wake);
  }

  private static void requireSamePlan(Progress progress, ReplayPlan plan) {
    if (!progress.plan().equals(plan.fingerprint())) {
      throw new StartupException(
          "the data folder's sent.jsonl belongs to a replay of other calls (or another stagger):"
              + " give the same calls, or another data folder");
    }
  }

  /** Begins telling the time; frames follow after {@link #start}. */
  public void open() {
    thread.start();
  }

  /** Starts playing; idempotent. */
  public synchronized void start() {
    if (!started) {
      log.begin(startAt, plan.fingerprint());
      LOG.atInfo()
          .addKeyValue("calls", plan.calls())
          .addKeyValue("frames", plan.frames().size())
          .addKeyValue("speed", pace.speed())
          .log("the replay starts");
      started = true;
      wake();
    }
  }

  public boolean started() {
    return started;
  }

  public boolean finished() {
    return started && position >= plan.frames().size();
  }

  /** Frames of the plan that were sent or lost. */
  public int position() {
    return position;
  }

  public Instant startAt() {
    return startAt;
  }

  public Instant callTime() {
    return callTime;
  }

  private void wake() {
    LockSupport.unpark(thread);
  }

  private void run() {
    clockNotedNanos = nanoTime.getAsLong();
    while (!closing) {
      if (pace.startOnSubscribe() && subscribers.count() > 0) {
        start();
      }
      boolean flows = flows();
      setClock(flows);
      sendMalformed();
      if (flows) {
        playWhatIsDue();
      }
      subscribers.beat(callTime);
      noteClock();
      LockSupport.parkNanos(untilNext().toNanos());
    }
    setClock(false);
    // The last word is the time up to which nothing more was sent: whoever heard it has no gap.
    subscribers.beat(callTime);
    if (started) {
      log.clock(callTime, position);
    }
  }

  private boolean flows() {
    return started && !(pace.pauseWhileUnsubscribed() && subscribers.count() == 0);
  }

  /** It is held at a time that was told, as what passes untold would look like a gap. */
  private void setClock(boolean flows) {
    if (flows) {
      if (!clock.runs()) {
        // Before it runs on: a first word already later than the last would look like a gap.
        subscribers.beat(callTime);
      }
      advance();
      clock.run();
    } else if (clock.runs()) {
      clock.holdAt(callTime);
    }
  }

  private void playWhatIsDue() {
    Instant now = clock.now();
    while (position < plan.frames().size() && !closing) {
      PlannedFrame frame = plan.frames().get(position);
      Instant at = startAt.plus(frame.at());
      if (at.isAfter(now)) {
        break;
      }
      moveTo(at);
      sendMalformed();
      if (!play(frame, at)) {
        return;
      }
    }
    advance();
  }

  /** False when the frame has to wait for a subscriber. */
  private boolean play(PlannedFrame frame, Instant at) {
    String raw = FrameJson.of(frame);
    if (subscribers.send(raw, at) == 0) {
      if (pace.pauseWhileUnsubscribed() || closing) {
        return false;
      }
      done();
      return true;
    }
    done();
    log.sent(FrameJson.facts(frame), raw, at, wall.instant(), position);
    if (finished()) {
      LOG.atInfo().addKeyValue("sent", log.count()).log("the replay has sent its last frame");
    }
    dropIfOrdered();
    return true;
  }

  // Only the replay's thread writes it.
  private void done() {
    int next = position + 1;
    position = next;
  }

  private void sendMalformed() {
    Optional<String> raw = faults.nextMalformed();
    while (raw.isPresent() && subscribers.send(raw.get(), callTime) > 0) {
      log.sent(FrameFacts.ofMalformed(), raw.get(), callTime, wall.instant(), position);
      faults.malformedSent();
      dropIfOrdered();
      raw = faults.nextMalformed();
    }
  }

  private void dropIfOrdered() {
    if (faults.dropsNow()) {
      subscribers.dropAll();
    }
  }

  /** Call time follows the clock, up to the next frame and, after the last, up to the present. */
  private void advance() {
    Instant limit =
        position < plan.frames().size()
            ? startAt.plus(plan.frames().get(position).at())
            : wall.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant now = clock.now();
    moveTo(now.isAfter(limit) ? limit : now);
  }

  private void moveTo(Instant time) {
    if (time.isAfter(callTime)) {
      callTime = time;
    }
  }

  /** So that a killed tenant goes on about where its clock stood. */
  private void noteClock() {
    long now = nanoTime.getAsLong();
    if (clock.runs() && now - clockNotedNanos >= CLOCK_NOTED.toNanos()) {
      clockNotedNanos = now;
      log.clock(callTime, position);
    }
  }

  private Duration untilNext() {
    Duration wait = subscribers.count() > 0 ? BEAT : IDLE;
    if (clock.runs() && position < plan.frames().size()) {
      Duration next = clock.realTimeUntil(startAt.plus(plan.frames().get(position).at()));
      return next.compareTo(wait) < 0 ? next : wait;
    }
    return wait;
  }

  /** Stops after the frame under way; what a slow client has not taken by then is not sent. */
  @Override
  public void close() {
    closing = true;
    wake();
    try {
      if (!thread.join(STOP.dividedBy(2))) {
        subscribers.giveUpOnSlowOnes();
        thread.join(STOP.dividedBy(2));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
