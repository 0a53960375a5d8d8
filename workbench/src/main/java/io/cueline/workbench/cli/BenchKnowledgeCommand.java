package io.cueline.workbench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.bench.KnowledgeResult;
import io.cueline.bench.KnowledgeRun;
import io.cueline.runtime.logging.LogSettings;
import io.cueline.runtime.logging.Logging;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import io.cueline.topology.knowledge.KnowledgeParts;
import io.cueline.workbench.cli.rules.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cueline bench knowledge}. */
@Command(
    name = "knowledge",
    description = "The look-up of articles on one core: indexing, answering, opening again.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class BenchKnowledgeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private SettingsOption settings;

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  @Option(
      names = "--articles",
      paramLabel = "FILE",
      description = "Articles, a JSON object a line; generated where none are named.")
  private @Nullable Path articles;

  @Option(
      names = "--queries",
      paramLabel = "FILE",
      description = "Queries, a JSON object a line; generated where none are named.")
  private @Nullable Path queries;

  @Option(
      names = "--count",
      defaultValue = "" + KnowledgeRun.ARTICLES,
      paramLabel = "N",
      description = "Articles to generate (${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seconds",
      defaultValue = "15",
      paramLabel = "N",
      description = "How long to ask (${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() {
    if (count < 1 || seconds < 1) {
      throw new ParameterException(spec.commandLine(), "--count and --seconds count from 1.");
    }
    Settings chosen = settings.load();
    Logging.toStderr(chosen.with(LogSettings.LEVEL, "error"));
    PrintWriter out = spec.commandLine().getOut();
    Path folder = temporaryFolder();
    try {
      KnowledgeResult result = measure(chosen, folder);
      out.print(json ? json(result) : table(result));
      out.flush();
      return 0;
    } catch (IllegalStateException failure) {
      throw new StartupException(String.valueOf(failure.getMessage()), failure);
    } finally {
      delete(folder);
    }
  }

  private KnowledgeResult measure(Settings chosen, Path folder) {
    KnowledgeRun run =
        new KnowledgeRun(existing(articles), existing(queries), count, Duration.ofSeconds(seconds));
    KnowledgeRun.Subject subject =
        new KnowledgeRun.Subject(
            () -> KnowledgeParts.model(chosen), index -> KnowledgeParts.lookUp(chosen, index));
    try (Bar bar = new Bar(spec.commandLine().getErr())) {
      return run.measure(subject, folder, bar);
    }
  }

  private static Optional<Path> existing(@Nullable Path file) {
    if (file != null && !Files.exists(file)) {
      throw new StartupException("there is no " + file);
    }
    return Optional.ofNullable(file);
  }

  /** The progress bar of the indexing; the rest takes as long as was asked for. */
  private static final class Bar implements KnowledgeRun.Progress, AutoCloseable {

    private final PrintWriter screen;
    private Optional<ProgressBar> bar = Optional.empty();

    Bar(PrintWriter screen) {
      this.screen = screen;
    }

    @Override
    public void articles(int all) {
      bar = Optional.of(ProgressBar.on(screen, "articles", all));
    }

    @Override
    public void indexed() {
      bar.ifPresent(ProgressBar::one);
    }

    @Override
    public void says(String line) {
      close();
      screen.println(line);
      screen.flush();
    }

    @Override
    public void close() {
      bar.ifPresent(ProgressBar::close);
      bar = Optional.empty();
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("cueline-bench");
    } catch (IOException failure) {
      throw new StartupException("no temporary folder: " + failure.getMessage(), failure);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : List.copyOf(files.sorted(Comparator.reverseOrder()).toList())) {
        Files.deleteIfExists(each);
      }
    } catch (IOException left) {
      folder.toFile().deleteOnExit();
    }
  }

  private static String json(KnowledgeResult result) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("lookUpsPerSecond", Math.round(result.lookUpsPerSecond()));
    root.put("p50Ms", rounded(millis(result.p50())));
    root.put("p99Ms", rounded(millis(result.p99())));
    root.put("indexSeconds", rounded(millis(result.index()) / 1_000));
    root.put("reopenSeconds", rounded(millis(result.reopen()) / 1_000));
    return root + "\n";
  }

  private static String table(KnowledgeResult result) {
    return "articles      %,10d%nlook-ups      %,10.0f a second of one core%n"
            .formatted(result.articles(), result.lookUpsPerSecond())
        + "              %,10.2f ms p50%n              %,10.2f ms p99%n"
            .formatted(millis(result.p50()), millis(result.p99()))
        + "indexing      %,10.1f s%nopening again %,10.2f s%n"
            .formatted(millis(result.index()) / 1_000, millis(result.reopen()) / 1_000);
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static double rounded(double number) {
    return Math.round(number * 100) / 100.0;
  }
}
