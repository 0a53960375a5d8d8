package io.cueline.workbench.cli.rules;

import io.cueline.workbench.trial.RecordedFrames;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far something long has come, on one line of a terminal that is wiped at the end; nothing
 * where nobody watches. Thread-safe.
 */
public final class ProgressBar implements AutoCloseable, RecordedFrames.Listener {

  private static final int WIDTH = 40;
  private static final int STEPS = 200;

  private final PrintWriter screen;
  private final boolean watched;
  private final String what;
  private final AtomicLong all;
  private final AtomicLong done = new AtomicLong();

  private ProgressBar(PrintWriter screen, boolean watched, String what, int all) {
    this.screen = screen;
    this.watched = watched;
    this.what = what;
    this.all = new AtomicLong(all);
  }

  /**
   * @param screen not where results go
   * @param what is counted, such as calls
   */
  public static ProgressBar on(PrintWriter screen, String what, int all) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new ProgressBar(screen, terminal, what, all);
  }

  /** For tests. */
  static ProgressBar watched(PrintWriter screen, String what, int all) {
    return new ProgressBar(screen, true, what, all);
  }

  public void one() {
    long now = done.incrementAndGet();
    long goal = all.get();
    // A terminal is slower than the engine: draw where something is to be seen.
    if (watched && (now == goal || now % Math.max(1, goal / STEPS) == 0)) {
      draw(now, goal);
    }
  }

  @Override
  public void toRead(long records) {
    all.addAndGet(records);
  }

  @Override
  public void read() {
    one();
  }

  private synchronized void draw(long now, long goal) {
    int full = (int) (Math.min(now, goal) * WIDTH / Math.max(1, goal));
    screen.print(
        "\r[%s%s] %d of %d %s"
            .formatted("█".repeat(full), "·".repeat(WIDTH - full), now, goal, what));
    screen.flush();
  }

  @Override
  public synchronized void close() {
    if (watched) {
      screen.print("\r\033[K");
      screen.flush();
    }
  }
}
