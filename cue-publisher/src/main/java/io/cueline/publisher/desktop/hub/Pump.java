package io.cueline.publisher.desktop.hub;

import io.cueline.publisher.desktop.Desk;
import io.cueline.publisher.desktop.Desks;
import io.cueline.publisher.desktop.Outgoing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands one message after another to a client's socket, the next when the last has been taken. One
 * thread at a time drains a socket, whichever comes along: who brings news, or who hears that the
 * last message is out. Thread-safe.
 */
final class Pump {

  private final Desks desks;
  private final ReentrantLock lock;
  private final ReceiptSink receipts;
  private final InstantSource clock;
  private final DesktopMetrics metrics;

  /**
   * @param lock guards the desks and the state of sockets
   */
  Pump(
      Desks desks,
      ReentrantLock lock,
      ReceiptSink receipts,
      InstantSource clock,
      DesktopMetrics metrics) {
    this.desks = desks;
    this.lock = lock;
    this.receipts = receipts;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** There is something to send, perhaps: sends it, unless somebody does already. */
  void start(DesktopSocket socket) {
    lock.lock();
    try {
      if (socket.draining) {
        return;
      }
      socket.draining = true;
    } finally {
      lock.unlock();
    }
    socket.drain(this);
  }

  /** What to send now. Where there is nothing, or the last is still under way, draining ends. */
  Optional<Outgoing> next(DesktopSocket socket) {
    lock.lock();
    try {
      Instant now = clock.instant();
      @Nullable Desk desk = socket.desk;
      Optional<Outgoing> message =
          desk == null || socket.sending || socket.closed || desk.isOverfull()
              ? Optional.empty()
              : desks.next(desk, now);
      if (message.isPresent()) {
        socket.sending = true;
        socket.sendingSince = now;
      }
      socket.draining = message.isPresent();
      return message;
    } finally {
      lock.unlock();
    }
  }

  /** The socket has taken it. Goes on where nobody else does. */
  void sent(DesktopSocket socket, Outgoing message) {
    metrics.sent();
    Instant sentAt;
    boolean mine;
    lock.lock();
    try {
      sentAt = socket.sendingSince;
      socket.sending = false;
      mine = !socket.draining;
      socket.draining = true;
    } finally {
      lock.unlock();
    }
    message.receipt().ifPresent(each -> receipts.delivered(each, sentAt, clock.instant()));
    if (mine) {
      socket.drain(this);
    }
  }
}
