package io.cueline.workbench.cli;

import io.cueline.runtime.service.OrderlyStop;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import io.cueline.workbench.demo.DemoContent;
import io.cueline.workbench.demo.SimulatorSettings;
import io.cueline.workbench.tenant.SimulatedTenant;
import io.cueline.workbench.tenant.TenantOptions;
import java.net.URI;
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
      "Runs a simulated CXone tenant: tokens, transcript streams, REST calls. Plays a call file,"
          + " remembers what it sent and was sent, and misbehaves to order."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Its settings are named simulator.* (cueline settings): simulator.streams=interaction-events",
      "speaks another stream, simulator.other-side is where it brings stt-push and voicegateway.",
      "",
      "While it runs: GET /simulator/status, /simulator/sent, /simulator/received;",
      "POST /simulator/start, /simulator/articles, /simulator/faults with such as",
      "{\"answers\":[{\"target\":\"prompts\",\"status\":429,\"retryAfterSeconds\":5}],",
      " \"stream\":{\"dropAfterFrames\":100,\"malformed\":[\"{\"]}} (docs/simulator.md)"
    })
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
            .startOnSubscribe(settings.get(SimulatorSettings.START_ON_SUBSCRIBE))
            .streams(settings.get(SimulatorSettings.STREAMS))
            .tokenLife(settings.get(SimulatorSettings.TOKEN_LIFE))
            .perMinute(settings.get(SimulatorSettings.PER_MINUTE))
            .cutsExpired(settings.get(SimulatorSettings.CUT_EXPIRED))
            .credential(SimulatorSettings.credential(settings));
    settings
        .get(SimulatorSettings.OTHER_SIDE)
        .map(SimulatorCommand::address)
        .ifPresent(options::otherSide);
    settings.get(SimulatorSettings.START_AT).ifPresent(options::startAt);
    settings.get(SimulatorSettings.DATA).map(Path::of).ifPresent(options::dataFolder);
    return options.build();
  }

  private static URI address(String text) {
    try {
      URI uri = URI.create(text);
      if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException wrong) {
      throw new StartupException(SimulatorSettings.OTHER_SIDE.key() + ": is no address", wrong);
    }
    throw new StartupException(
        SimulatorSettings.OTHER_SIDE.key() + ": expected such as http://localhost:8080");
  }
}
