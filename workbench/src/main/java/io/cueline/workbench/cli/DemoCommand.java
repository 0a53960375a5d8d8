package io.cueline.workbench.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.runtime.logging.Logging;
import io.cueline.runtime.service.OrderlyStop;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.workbench.demo.DataFolder;
import io.cueline.workbench.demo.DemoOptions;
import io.cueline.workbench.demo.DemoRun;
import io.cueline.workbench.demo.LiveView;
import io.cueline.workbench.demo.RunProgress;
import io.cueline.workbench.report.Ledger;
import io.cueline.workbench.report.Report;
import io.cueline.workbench.report.ReportText;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cueline demo}. */
@Command(
    name = "demo",
    description = {
      "Runs the whole system in this process: a Kafka broker, a simulated tenant that plays calls,"
          + " and the three services. Ends by itself when the calls have ended.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit status: 0 all calls played and everything accounted for, 1 not so.",
      "Meanwhile the agents' and the supervisor's page can be looked at; who has them open keeps the"
          + " demo running. Afterwards 'cueline why INTERACTION' tells the story of a call."
    })
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class DemoCommand implements Callable<Integer> {

  private static final String LOOK = "agents and supervisor: %s";
  private static final String STAYING =
      "All calls have ended. The pages stay as long as one is open; Ctrl-C ends the demo.";

  @Spec private CommandSpec spec;
  @Mixin private SettingsOption settings;

  @Option(
      names = "--calls",
      paramLabel = "F",
      description = "Calls to play, a JSON object a line (default: 20 calls of its own).")
  private @Nullable Path calls;

  @Option(
      names = "--rules",
      paramLabel = "F",
      description = "Rules beside the default ones (default: with its own calls, a few more).")
  private @Nullable Path rules;

  @Option(
      names = "--articles",
      paramLabel = "F",
      description = "Knowledge articles, a JSON object a line (default: its own).")
  private @Nullable Path articles;

  @Option(
      names = "--profile",
      paramLabel = "P",
      description =
          "How the tenant is wired: a shipped profile or a file (default: the setting"
              + " cxone.profile). The simulated tenant speaks what it asks for.")
  private @Nullable String profile;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description =
          "Call time per real time: 60 plays an hour in a minute (default: 10, and 1 with --watch).")
  private @Nullable Double givenSpeed;

  @Option(
      names = "--watch",
      description =
          "For looking at the agents' and the supervisor's page: the calls begin when somebody has"
              + " it open, and run as fast as they were.")
  private boolean watch;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = {
        "Keeps everything there, and goes on from what is there (default: a folder that the next"
            + " demo throws away)."
      })
  private @Nullable Path data;

  @Option(names = "--headless", description = "No live view; a line now and then.")
  private boolean headless;

  @Option(names = "--report", paramLabel = "FILE", description = "Writes the report as JSON.")
  private @Nullable Path report;

  @Option(names = "--json", description = "Prints the report as JSON, and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException, IOException {
    double speed = givenSpeed == null ? (watch ? 1 : 10) : givenSpeed;
    if (!(speed > 0 && speed <= 100_000)) {
      throw new ParameterException(
          spec.commandLine(), "--speed %s: expected a number above 0, to 100000".formatted(speed));
    }
    checkReport();
    DemoOptions options =
        new DemoOptions(
            Optional.ofNullable(calls),
            Optional.ofNullable(rules),
            Optional.ofNullable(articles),
            speed,
            Optional.ofNullable(data),
            profile == null
                ? settings.load()
                : settings.load().with(CxoneSettings.PROFILE, profile));
    try (DataFolder folder = options.data().map(DataFolder::open).orElseGet(DataFolder::fresh)) {
      Logging.toFile(folder.log(), options.settings());
      DemoRun run = new DemoRun(options, folder, view(folder), watch);
      try (OrderlyStop stop = OrderlyStop.onSignals()) {
        CountDownLatch told = new CountDownLatch(1);
        stop.add("demo", () -> endOf(run, told));
        try {
          return tell(run.run(), folder);
        } finally {
          told.countDown();
        }
      }
    }
  }

  /** Asks the run to end, and waits until it has told what came of it. */
  private static void endOf(DemoRun run, CountDownLatch told) throws InterruptedException {
    run.stop();
    told.await();
  }

  /** Before anything runs: an hour's replay should not end with a report that cannot be written. */
  private void checkReport() {
    Path folder = report == null ? null : report.toAbsolutePath().getParent();
    if (folder != null && !Files.isWritable(folder)) {
      throw new StartupException(
          "cannot write the report: no folder %s to write to".formatted(folder));
    }
  }

  private DemoRun.View view(DataFolder folder) {
    boolean live =
        !headless
            && !json
            && Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    PrintWriter err = spec.commandLine().getErr();
    if (live) {
      return new LiveDemoView(
          new LiveView(spec.commandLine().getOut(), "data in " + folder.root()), err);
    }
    return new PlainDemoView(json ? new PrintWriter(java.io.Writer.nullWriter()) : err);
  }

  private Integer tell(DemoRun.Result result, DataFolder folder) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    return switch (result) {
      case DemoRun.Result.Finished(
              Report figures,
              List<String> unaccounted,
              Optional<String> example) -> {
        write(figures);
        if (!json) {
          example.ifPresent(this::invite);
        }
        unaccounted.forEach(line -> err.println("cueline: unaccounted: " + line));
        yield figures.unaccounted() == 0 ? 0 : 1;
      }
      case DemoRun.Result.Stopped(Report figures) -> {
        write(figures);
        err.println(
            data == null
                ? "cueline: stopped before the calls had ended"
                : "cueline: stopped; the same command goes on from here");
        yield 1;
      }
      case DemoRun.Result.GaveUp(Report figures, String waitingFor) -> {
        write(figures);
        err.println("cueline: gave up waiting for %s; see %s".formatted(waitingFor, folder.log()));
        yield 1;
      }
    };
  }

  private void invite(String interactionId) {
    String from = data == null ? "" : " --data " + data;
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    out.println("The story of a call: cueline why " + interactionId + from);
    out.flush();
  }

  private void write(Report figures) throws IOException {
    String text =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(figures);
    if (report != null) {
      Files.writeString(report, text + System.lineSeparator());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(text);
    } else {
      out.println();
      ReportText.lines(figures).forEach(out::println);
    }
    out.flush();
  }

  /** Draws over itself. */
  private record LiveDemoView(LiveView live, PrintWriter err) implements DemoRun.View {
    @Override
    public void starting(String what) {
      err.print("\r" + (what.length() > 78 ? what.substring(0, 78) : what) + "\033[K");
      err.flush();
    }

    @Override
    public void opened(URI page) {
      err.print("\r\033[K" + LOOK.formatted(page) + "\n\n");
      err.flush();
    }

    @Override
    public void staying() {
      err.println();
      err.println(STAYING);
      err.flush();
    }

    @Override
    public void playing(Ledger ledger, RunProgress progress, Duration running) {
      err.print("\r\033[K");
      err.flush();
      live.draw(ledger, progress, running);
    }
  }

  /** A line whenever there is something new to say, at most every five seconds. */
  private static final class PlainDemoView implements DemoRun.View {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private final PrintWriter err;
    private String last = "";
    private Duration lastAt = EVERY.negated();

    PlainDemoView(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void starting(String what) {
      say(what);
    }

    @Override
    public void opened(URI page) {
      say(LOOK.formatted(page));
    }

    @Override
    public void staying() {
      say(STAYING);
    }

    @Override
    public void playing(Ledger ledger, RunProgress progress, Duration running) {
      if (running.minus(lastAt).compareTo(EVERY) >= 0) {
        lastAt = running;
        say(
            "%4d s: %d of %d frames sent, %d calls, %d settled, %d violations, %d cues, %d cards"
                .formatted(
                    running.toSeconds(),
                    progress.sent(),
                    progress.planned(),
                    progress.interactions(),
                    progress.settled(),
                    ledger.violations(),
                    ledger.cues(),
                    ledger.cards()));
      }
    }

    private void say(String what) {
      if (!what.equals(last)) {
        last = what;
        err.println(what);
        err.flush();
      }
    }
  }
}
