package io.cueline.workbench.cli;

import io.cueline.runtime.service.OrderlyStop;
import io.cueline.runtime.settings.Settings;
import io.cueline.workbench.demo.DemoContent;
import io.cueline.workbench.demo.SimulatorSettings;
import io.cueline.workbench.tenant.SimulatedTenant;
import io.cueline.workbench.tenant.TenantOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cueline simulator}. */
@Command(
    name = "simulator",
    description = {
      "Runs a simulated CXone tenant: tokens, the transcript stream, the REST calls. Plays a call"
          + " file and remembers what it was sent. Its settings are named simulator.*"
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class SimulatorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private SettingsOption settingsOption;

  @Override
  public Integer call() throws InterruptedException {
    SimulatedTenant tenant = SimulatedTenant.start(options(settingsOption.load()));
    spec.commandLine().getOut().println("simulated tenant ready at " + tenant.baseUrl());
    spec.commandLine().getOut().flush();
    try (OrderlyStop stop = OrderlyStop.onSignals()) {
      stop.add("simulator", tenant);
      stop.await();
    }
    return 0;
  }

  static TenantOptions options(Settings settings) {
    Optional<Path> calls = settings.get(SimulatorSettings.CALLS).map(Path::of);
    Optional<Path> articles = settings.get(SimulatorSettings.ARTICLES).map(Path::of);
    TenantOptions.Builder options =
        TenantOptions.builder()
            .host(settings.get(SimulatorSettings.HOST))
            .port(settings.get(SimulatorSettings.PORT))
            .client(
                settings.get(SimulatorSettings.CLIENT_ID),
                settings.get(SimulatorSettings.CLIENT_SECRET).orElse("cueline-secret"))
            .calls(DemoContent.calls(calls))
            .articles(DemoContent.articles(articles))
            .speed(settings.get(SimulatorSettings.SPEED))
            .stagger(settings.get(SimulatorSettings.STAGGER))
            .startOnSubscribe(settings.get(SimulatorSettings.START_ON_SUBSCRIBE));
    settings.get(SimulatorSettings.START_AT).ifPresent(options::startAt);
    settings.get(SimulatorSettings.DATA).map(Path::of).ifPresent(options::dataFolder);
    return options.build();
  }
}
