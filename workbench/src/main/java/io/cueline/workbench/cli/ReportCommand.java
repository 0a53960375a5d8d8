package io.cueline.workbench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.logging.LogSettings;
import io.cueline.runtime.logging.Logging;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.topic.Topics;
import io.cueline.workbench.report.Ledger;
import io.cueline.workbench.report.LedgerTopics;
import io.cueline.workbench.report.Report;
import io.cueline.workbench.report.ReportText;
import io.cueline.workbench.report.TenantInspection;
import io.cueline.workbench.report.TenantMemory;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cueline report}. */
@Command(
    name = "report",
    description = {
      "Adds up what stands in the topics, and holds it against what the simulated tenant remembers.",
      "For services that run as processes of their own; 'cueline demo' reports by itself."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private SettingsOption settings;

  @Option(
      names = "--simulator",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8090",
      description = "The simulated tenant (default: ${DEFAULT-VALUE}).")
  private URI simulator;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    long started = System.nanoTime();
    Settings loaded = settings.load();
    Logging.toStderr(loaded.with(LogSettings.LEVEL, "warn"));
    KafkaAccess kafka = Reach.cluster(loaded, Topics.TRANSCRIPT_FRAMES);
    TenantMemory memory;
    try (TenantInspection tenant = new TenantInspection(simulator)) {
      memory = tenant.memory();
    }
    Ledger ledger = new Ledger();
    LedgerTopics.readToEnd(kafka, ledger);
    Report report = ledger.report(memory, Duration.ofNanos(System.nanoTime() - started));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(report));
    } else {
      ReportText.lines(report).forEach(out::println);
    }
    ledger
        .unaccounted(memory)
        .forEach(line -> spec.commandLine().getErr().println("cueline: unaccounted: " + line));
    return report.unaccounted() == 0 ? 0 : 1;
  }
}
