package io.cueline.workbench.demo;

import io.cueline.workbench.report.Ledger;
import io.cueline.workbench.report.Report;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The screen of a running demo, 80 columns wide, drawn anew a few times a second. Text from outside
 * is shown without control characters. For one thread.
 */
public final class LiveView {

  private static final int WIDTH = 80;
  private static final int EVENTS = 12;
  private static final int BAR = 40;
  private static final String RED = "\033[31m";
  private static final String GREEN = "\033[32m";
  private static final String PLAIN = "\033[0m";
  private static final String CLEAR_TO_END = "\033[K";

  private final PrintWriter out;
  private final String where;
  private int drawn;
  private long lastFrames;
  private Duration lastAt = Duration.ZERO;
  private double framesPerSecond;

  /**
   * @param where to look further, such as the data folder, one line
   */
  public LiveView(PrintWriter out, String where) {
    this.out = out;
    this.where = where;
  }

  /** Draws over what it drew before. */
  public void draw(Ledger ledger, RunProgress progress, Duration running) {
    measure(ledger, running);
    List<String> lines = lines(ledger, progress, running);
    StringBuilder screen = new StringBuilder();
    if (drawn > 0) {
      screen.append("\033[%dA\r".formatted(drawn));
    }
    for (String line : lines) {
      screen.append(coloured(cut(line))).append(CLEAR_TO_END).append('\n');
    }
    drawn = lines.size();
    out.print(screen);
    out.flush();
  }

  List<String> lines(Ledger ledger, RunProgress progress, Duration running) {
    Report.LatencyMs latency = ledger.latency();
    List<String> lines = new ArrayList<>();
    lines.add("Cueline demo   " + where);
    lines.add(bar(progress, running));
    lines.add("");
    lines.add(
        "  calls %6d   open %6d   frames %8d   frames/s %8.0f"
            .formatted(
                progress.interactions(),
                progress.interactions() - progress.settled(),
                ledger.ingested(),
                framesPerSecond));
    lines.add(
        "  violations %3d   cues %4d   cards %6d   receipts %6d"
            .formatted(ledger.violations(), ledger.cues(), ledger.cards(), ledger.receipts()));
    lines.add(
        "  from frame to tenant: half within %d ms, 99 of 100 within %d ms"
            .formatted(latency.p50(), latency.p99()));
    lines.add("");
    List<Ledger.Event> events = ledger.events();
    int first = Math.max(0, events.size() - EVENTS);
    for (int row = 0; row < EVENTS; row++) {
      lines.add(first + row < events.size() ? line(events.get(first + row)) : "");
    }
    return lines;
  }

  private void measure(Ledger ledger, Duration running) {
    double seconds = running.minus(lastAt).toMillis() / 1000.0;
    if (seconds >= 0.5) {
      framesPerSecond = (ledger.ingested() - lastFrames) / seconds;
      lastFrames = ledger.ingested();
      lastAt = running;
    }
  }

  private static String bar(RunProgress progress, Duration running) {
    double share = progress.planned() == 0 ? 0 : (double) progress.sent() / progress.planned();
    int full = (int) Math.round(Math.min(1, share) * BAR);
    return "[%s%s] %3.0f %%  %d s"
        .formatted("#".repeat(full), ".".repeat(BAR - full), share * 100, running.toSeconds());
  }

  private static String line(Ledger.Event event) {
    return String.format(
        Locale.ROOT, "  %-23s %-13s %s", event.interactionId(), event.what(), event.detail());
  }

  private static String coloured(String line) {
    if (line.contains(" violation ") || line.contains(" rejected ")) {
      return RED + line + PLAIN;
    }
    return line.contains(" card ") ? GREEN + line + PLAIN : line;
  }

  private static String cut(String line) {
    String plain = line.replaceAll("\\p{Cntrl}", " ");
    return plain.length() <= WIDTH ? plain : plain.substring(0, WIDTH - 1) + "…";
  }
}
