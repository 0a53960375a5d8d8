package io.cueline.workbench.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.runtime.service.StartupException;
import io.cueline.topology.rules.Mode;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleSet;
import io.cueline.topology.rules.RuleSnapshot;
import io.cueline.workbench.tenant.calls.Call;
import io.cueline.workbench.tenant.calls.CallFile;
import io.cueline.workbench.trial.Comparison;
import io.cueline.workbench.trial.JudgedCall;
import io.cueline.workbench.trial.RecordedFrames;
import io.cueline.workbench.trial.Trial;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cueline rules backtest}. */
@Command(
    name = "backtest",
    description = {
      "Compares two rule files on recorded calls: hits gained, lost and changed by rule, and alerts"
          + " per hundred calls, by the engine that decides live.",
      "Calls come from a call file, or from the frames that the topics still hold."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class BacktestCommand implements Callable<Integer> {

  private static final String LIVE = "live";

  @Spec private CommandSpec spec;
  @Mixin private LiveRules live;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      required = true,
      description =
          "The rules to compare with; 'default' for those shipped, 'live' for those in" + " force.")
  private String baseline;

  @Option(
      names = "--candidate",
      paramLabel = "FILE",
      required = true,
      description = "The rules to compare; the same.")
  private String candidate;

  @Option(names = "--calls", paramLabel = "CALLS", description = "Call file.")
  private @Nullable Path calls;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Without --calls: calls that begin at this time or later, 2026-03-01 or"
              + " 2026-03-01T09:00:00Z (default: all there are).")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Without --calls: frames before this time (default: all).")
  private @Nullable String to;

  @Option(
      names = "--examples",
      paramLabel = "N",
      defaultValue = "3",
      description = "Examples of each kind and rule (default: ${DEFAULT-VALUE}).")
  private int examples;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws ExecutionException, InterruptedException, JsonProcessingException {
    if (calls != null && (from != null || to != null)) {
      throw new ParameterException(
          spec.commandLine(), "--calls names a file, --from and --to a time of the topics: one");
    }
    Comparison.Result result = calls == null ? onFrames() : onCalls(calls);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(ComparisonText.fields(result)));
    } else {
      ComparisonText.lines(result).forEach(out::println);
    }
    return 0;
  }

  private Comparison.Result onCalls(Path file) throws ExecutionException, InterruptedException {
    RuleSet before;
    RuleSet after;
    if (baseline.equals(LIVE) || candidate.equals(LIVE)) {
      try (LiveRules.Topics topics = live.open()) {
        before = rules(baseline, topics);
        after = rules(candidate, topics);
      }
    } else {
      before = RuleSource.rules(baseline);
      after = RuleSource.rules(candidate);
    }
    List<Call> recorded = CallFile.read(file);
    try (ProgressBar bar = ProgressBar.on(spec.commandLine().getErr(), "calls", recorded.size())) {
      return Trial.compare(
          recorded,
          Trial.forFiles(before),
          Trial.forFiles(after),
          new Comparison(ids(before, after), examples),
          bar::one);
    }
  }

  private Comparison.Result onFrames() throws ExecutionException, InterruptedException {
    Optional<Instant> begin = time("--from", from);
    Optional<Instant> end = time("--to", to);
    try (LiveRules.Topics topics = live.open();
        ProgressBar bar = ProgressBar.on(spec.commandLine().getErr(), "frames", 0)) {
      RuleSet before = rules(baseline, topics);
      RuleSet after = rules(candidate, topics);
      List<RuleSnapshot> sets = Stream.of(before, after).map(BacktestCommand::snapshot).toList();
      List<List<JudgedCall>> judged =
          new RecordedFrames(topics.kafka()).judge(sets, begin, end, bar);
      Comparison comparison = new Comparison(ids(before, after), examples);
      judged.forEach(call -> comparison.take(call.get(0), call.get(1)));
      return comparison.result();
    }
  }

  private static RuleSet rules(String name, LiveRules.Topics topics) {
    return name.equals(LIVE) ? topics.inForce().rules() : RuleSource.rules(name);
  }

  private static RuleSnapshot snapshot(RuleSet rules) {
    return RuleSnapshot.of(1, rules.engine(), rules.rules());
  }

  private static Set<String> ids(RuleSet before, RuleSet after) {
    Set<String> ids = new TreeSet<>();
    Stream.of(before, after)
        .flatMap(set -> set.rules().stream())
        .filter(rule -> rule.mode() != Mode.OFF)
        .map(Rule::id)
        .forEach(ids::add);
    return ids;
  }

  private static Optional<Instant> time(String option, @Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.contains("T")
              ? Instant.parse(text)
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException wrong) {
      throw new StartupException(
          "%s cannot be '%s': write 2026-03-01 or 2026-03-01T09:00:00Z".formatted(option, text),
          wrong);
    }
  }
}
