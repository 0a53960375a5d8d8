package io.cueline.workbench.knowledge;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * A bar for people who wait: how far, how long still. On a terminal it stays on its line; elsewhere
 * a line every tenth.
 */
public final class Progress implements AutoCloseable {

  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintWriter out;
  private final boolean terminal;
  private final String what;
  private final int whole;
  private final long start = System.nanoTime();
  private int done;
  private int toldTenth;
  private long drawn;

  public Progress(PrintWriter out, boolean terminal, String what, int whole) {
    this.out = out;
    this.terminal = terminal;
    this.what = what;
    this.whole = Math.max(1, whole);
  }

  public void step() {
    step(1);
  }

  public void step(int more) {
    done = Math.min(whole, done + more);
    long now = System.nanoTime();
    int tenth = 10 * done / whole;
    if (terminal && (now - drawn > REDRAW_NANOS || done == whole)) {
      drawn = now;
      out.print("\r" + line(now - start));
      out.flush();
    } else if (!terminal && tenth > toldTenth) {
      toldTenth = tenth;
      out.println(line(now - start));
      out.flush();
    }
  }

  private String line(long nanos) {
    int filled = WIDTH * done / whole;
    double seconds = nanos / 1e9;
    double left = done == 0 ? 0 : seconds * (whole - done) / done;
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %d/%d %.0f s, %.0f s to go",
        what,
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        done,
        whole,
        seconds,
        left);
  }

  /** Ends the line. */
  @Override
  public void close() {
    if (terminal) {
      out.println();
      out.flush();
    }
  }
}
