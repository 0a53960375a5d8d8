package io.cueline.workbench.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.settings.Settings;
import io.cueline.workbench.cli.AllSettings;
import io.cueline.workbench.demo.DataFolder;
import io.cueline.workbench.demo.DemoOptions;
import io.cueline.workbench.demo.DemoRun;
import io.cueline.workbench.demo.RunProgress;
import io.cueline.workbench.demo.SimulatorSettings;
import io.cueline.workbench.processes.ServicesAsProcessesTest.Outcome;
import io.cueline.workbench.report.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The demo in this process, to hold others against. */
final class OneProcess {

  private OneProcess() {}

  static Outcome run(Path data, String speed, String startAt) throws InterruptedException {
    Settings settings =
        Settings.defaults(AllSettings.ALL).with(SimulatorSettings.START_AT, startAt);
    DemoOptions options =
        new DemoOptions(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Double.parseDouble(speed),
            Optional.of(data),
            settings);
    try (DataFolder folder = DataFolder.open(data)) {
      DemoRun.Result result = new DemoRun(options, folder, new Silent()).run();
      assertThat(result).isInstanceOf(DemoRun.Result.Finished.class);
      return new Outcome(((DemoRun.Result.Finished) result).report(), decisions(folder));
    }
  }

  static Decisions decisions(DataFolder folder) {
    try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder.kafka()))) {
      return Decisions.read(
          KafkaAccess.from(
              Settings.defaults(KafkaAccess.SETTINGS)
                  .with(KafkaAccess.BOOTSTRAP, broker.bootstrapServers())));
    }
  }

  private static final class Silent implements DemoRun.View {
    @Override
    public void starting(String what) {}

    @Override
    public void playing(Ledger ledger, RunProgress progress, Duration running) {}
  }
}
