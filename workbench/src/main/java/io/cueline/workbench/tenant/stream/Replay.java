package io.cueline.workbench.tenant.stream;

import io.cueline.runtime.service.StartupException;
import io.cueline.workbench.tenant.faults.Faults;
import io.cueline.workbench.tenant.journal.Progress;
import io.cueline.workbench.tenant.journal.SentLog;
import io.cueline.workbench.tenant.wire.Script;
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
 * Plays a script to those who listen on a thread of its own, and tells them the call time at least
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

  private final Script script;
  private final Player player;
  private final Pace pace;
  private final Instant startAt;
  private final SentLog log;
  private final Outlets outlets;
  private final LongSupplier nanoTime;
  private final InstantSource wall;
  private final CallClock clock;
  private final Thread thread;

  private volatile boolean started;
  private volatile boolean closing;
  private volatile Instant callTime;
  private long clockNotedNanos;

  /**
   * @param startAt call time of the start, where the journal does not know it better
   * @throws StartupException when the journal is of another script
   */
  public Replay(
      Script script,
      Pace pace,
      Instant startAt,
      SentLog log,
      Outlets outlets,
      Faults faults,
      LongSupplier nanoTime,
      InstantSource wall) {
    this.script = script;
    this.pace = pace;
    this.log = log;
    this.outlets = outlets;
    this.nanoTime = nanoTime;
    this.wall = wall;
    Optional<Progress> before = log.progress();
    before.ifPresent(progress -> requireSame(progress, script));
    this.startAt = before.map(Progress::startAt).orElse(startAt);
    this.player =
        new Player(
            script,
            before.map(Progress::position).orElse(0),
            log,
            outlets,
            faults,
            wall,
            () -> closing);
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
    outlets.onChange(this::wake);
  }

  private static void requireSame(Progress progress, Script script) {
    if (!progress.plan().equals(script.fingerprint())) {
      throw new StartupException(
          "the data folder's sent.jsonl belongs to a replay of other calls (or another stagger,"
              + " or other streams): give the same, or another data folder");
    }
  }

  /** Begins telling the time; frames follow after {@link #start}. */
  public void open() {
    thread.start();
  }

  /** Starts playing; idempotent. */
  public synchronized void start() {
    if (!started) {
      log.begin(startAt, script.fingerprint());
      LOG.atInfo()
          .addKeyValue("calls", script.calls())
          .addKeyValue("frames", script.size())
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
    return started && player.finished();
  }

  /** Frames of the script that were sent or lost. */
  public int position() {
    return player.position();
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
      if (pace.startOnSubscribe() && outlets.complete()) {
        start();
      }
      boolean flows = flows();
      setClock(flows);
      player.sendMalformed(callTime);
      if (flows) {
        playWhatIsDue();
      }
      outlets.beat(callTime);
      noteClock();
      LockSupport.parkNanos(untilNext().toNanos());
    }
    setClock(false);
    // The last word is the time up to which nothing more was sent: whoever heard it has no gap.
    outlets.beat(callTime);
    if (started) {
      log.clock(callTime, player.position());
    }
  }

  private boolean flows() {
    return started && !(pace.pauseWhileUnsubscribed() && !outlets.complete());
  }

  /** It is held at a time that was told, as what passes untold would look like a gap. */
  private void setClock(boolean flows) {
    if (flows) {
      if (!clock.runs()) {
        // Before it runs on: a first word already later than the last would look like a gap.
        outlets.beat(callTime);
      }
      advance();
      clock.run();
    } else if (clock.runs()) {
      clock.holdAt(callTime);
    }
  }

  private void playWhatIsDue() {
    Instant now = clock.now();
    while (!closing) {
      Optional<Instant> at = player.nextAt().map(startAt::plus);
      if (at.isEmpty() || at.get().isAfter(now)) {
        break;
      }
      moveTo(at.get());
      player.sendMalformed(callTime);
      if (!player.playNext(startAt, !pace.pauseWhileUnsubscribed())) {
        return;
      }
    }
    advance();
  }

  /** Call time follows the clock, up to the next frame and, after the last, up to the present. */
  private void advance() {
    Instant limit =
        player
            .nextAt()
            .map(startAt::plus)
            .orElseGet(() -> wall.instant().truncatedTo(ChronoUnit.MILLIS));
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
      log.clock(callTime, player.position());
    }
  }

  private Duration untilNext() {
    Duration wait = outlets.listeners() > 0 ? BEAT : IDLE;
    return player
        .nextAt()
        .filter(_ -> clock.runs())
        .map(at -> clock.realTimeUntil(startAt.plus(at)))
        .filter(next -> next.compareTo(wait) < 0)
        .orElse(wait);
  }

  /** Stops after the frame under way; what a slow client has not taken by then is not sent. */
  @Override
  public void close() {
    closing = true;
    wake();
    try {
      if (!thread.join(STOP.dividedBy(2))) {
        outlets.giveUpOnSlowOnes();
        thread.join(STOP.dividedBy(2));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
