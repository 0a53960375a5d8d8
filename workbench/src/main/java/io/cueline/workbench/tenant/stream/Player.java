package io.cueline.workbench.tenant.stream;

import io.cueline.workbench.tenant.faults.Faults;
import io.cueline.workbench.tenant.journal.SentLog;
import io.cueline.workbench.tenant.wire.Message;
import io.cueline.workbench.tenant.wire.Script;
import io.cueline.workbench.tenant.wire.TenantStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a script's messages over one by one, with the faults that are ordered, and notes what was
 * handed over. Only the replay's thread plays; the position may be read on any.
 */
final class Player {

  private static final Logger LOG = LoggerFactory.getLogger(Player.class);
  private static final long LOOK_NANOS = 10_000_000;

  private final Script script;
  private final SentLog log;
  private final Outlets outlets;
  private final Faults faults;
  private final InstantSource wall;
  private final BooleanSupplier closing;
  private volatile int position;

  /**
   * @param position the script's messages that are done with already
   */
  Player(
      Script script,
      int position,
      SentLog log,
      Outlets outlets,
      Faults faults,
      InstantSource wall,
      BooleanSupplier closing) {
    this.script = script;
    this.position = position;
    this.log = log;
    this.outlets = outlets;
    this.faults = faults;
    this.wall = wall;
    this.closing = closing;
  }

  /** Messages that were sent or lost. */
  int position() {
    return position;
  }

  boolean finished() {
    return position >= script.size();
  }

  /** When the next message is due. */
  Optional<Duration> nextAt() {
    return finished() ? Optional.empty() : Optional.of(script.at(position));
  }

  /**
   * Sends the next message.
   *
   * @param mayLose whether it is given up when nobody is there
   * @return false when it has to wait for somebody
   */
  boolean playNext(Instant startAt, boolean mayLose) {
    Message message = script.message(position, startAt);
    TenantStream stream = script.stream(position);
    Instant at = startAt.plus(script.at(position));
    holdUp();
    switch (outlets.of(stream).send(message, at)) {
      case YES -> {
        done();
        log.sent(stream, message, false, at, wall.instant(), position);
        if (stream.mayRepeat() && message.textLength() > 0 && faults.repeatsNow()) {
          repeat(stream, message, at);
        }
        dropIfOrdered();
      }
      case NOBODY_HERE -> {
        if (!mayLose || closing.getAsBoolean()) {
          return false;
        }
        done();
      }
      case NOBODY_WANTS -> done();
    }
    if (finished()) {
      LOG.atInfo().addKeyValue("sent", log.count()).log("the replay has sent its last frame");
    }
    return true;
  }

  // Only the replay's thread writes it.
  private void done() {
    int next = position + 1;
    position = next;
  }

  private void repeat(TenantStream stream, Message message, Instant at) {
    if (outlets.of(stream).send(message, at) == Outlet.Taken.YES) {
      log.sent(stream, message, true, at, wall.instant(), position);
    }
  }

  private void holdUp() {
    long until = System.nanoTime() + faults.slownessNow().toNanos();
    while (!closing.getAsBoolean() && System.nanoTime() - until < 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Sent on the first of the streams. */
  void sendMalformed(Instant callTime) {
    TenantStream stream = script.streams().getFirst();
    Optional<Message> next = faults.nextMalformed().map(Message::malformed);
    while (next.isPresent() && outlets.of(stream).send(next.get(), callTime) == Outlet.Taken.YES) {
      log.sent(stream, next.get(), false, callTime, wall.instant(), position);
      faults.malformedSent();
      dropIfOrdered();
      next = faults.nextMalformed().map(Message::malformed);
    }
  }

  private void dropIfOrdered() {
    if (faults.dropsNow()) {
      outlets.dropAll();
    }
  }
}
