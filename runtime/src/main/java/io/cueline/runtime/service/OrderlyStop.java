package io.cueline.runtime.service;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a process in order: what was started last is closed first, all of it within ten seconds,
 * whether the command ends by itself or by SIGTERM or SIGINT. Thread-safe.
 *
 * <p>After a signal the process exits with what the system expects of it (143 or 130) where all has
 * stopped in order, and with 1 where something would not stop in time.
 */
public final class OrderlyStop implements AutoCloseable {

  /** From the signal to the end, with half a second to spare for the JVM itself. */
  public static final Duration WITHIN = Duration.ofMillis(9_500);

  private static final Logger LOG = LoggerFactory.getLogger(OrderlyStop.class);
  private static final int NOT_IN_ORDER = 1;

  private record Part(String name, AutoCloseable closing) {}

  private final Deque<Part> parts = new ArrayDeque<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Duration within;
  private volatile boolean inOrder = true;
  private volatile String current = "";

  OrderlyStop(Duration within) {
    this.within = within;
  }

  /**
   * Listens to signals from now on, and logs what ends a thread that nobody watches; one per
   * process.
   */
  public static OrderlyStop onSignals() {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, bug) ->
            LOG.atError()
                .addKeyValue("thread", thread.getName())
                .setCause(bug)
                .log("A thread died"));
    OrderlyStop stop = new OrderlyStop(WITHIN);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("orderly-stop")
                .unstarted(
                    () -> {
                      stop.close();
                      if (!stop.inOrder()) {
                        // What hangs must not hold up the process's end.
                        Runtime.getRuntime().halt(NOT_IN_ORDER);
                      }
                    }));
    return stop;
  }

  /**
   * To be closed before everything that was added until now.
   *
   * @param name for the log, where it will not stop
   * @return the part itself
   * @throws StartupException where the process is stopping already; the part is closed then
   */
  public <T extends AutoCloseable> T add(String name, T part) {
    if (!push(new Part(name, part))) {
      close(new Part(name, part));
      throw new StartupException("stopped while " + name + " was starting");
    }
    return part;
  }

  /** Waits until somebody, as a rule a signal, has closed everything. */
  public void await() throws InterruptedException {
    closed.await();
  }

  /** Whether all that has been closed was so in time and without a failure. */
  public boolean inOrder() {
    return inOrder;
  }

  /** Idempotent; a second caller waits for the first. */
  @Override
  public void close() {
    try {
      if (closing.compareAndSet(false, true)) {
        closeAll();
        closed.countDown();
      } else {
        closed.await();
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeAll() throws InterruptedException {
    Thread worker = Thread.ofPlatform().daemon().name("closing").start(this::closeEach);
    if (!worker.join(within)) {
      inOrder = false;
      LOG.atError().addKeyValue("part", current).log("Would not stop in time, given up");
      worker.interrupt();
    }
  }

  private void closeEach() {
    for (Part part = next(); part != null; part = next()) {
      current = part.name();
      close(part);
    }
  }

  private void close(Part part) {
    try {
      part.closing().close();
    } catch (Exception failed) {
      inOrder = false;
      LOG.atError().addKeyValue("part", part.name()).setCause(failed).log("Stopped in disorder");
    }
  }

  private synchronized boolean push(Part part) {
    if (closing.get()) {
      return false;
    }
    parts.push(part);
    return true;
  }

  private synchronized @Nullable Part next() {
    return parts.poll();
  }
}
