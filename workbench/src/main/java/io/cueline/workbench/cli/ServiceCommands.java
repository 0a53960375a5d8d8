package io.cueline.workbench.cli;

import io.cueline.ingest.IngestService;
import io.cueline.publisher.PublisherService;
import io.cueline.runtime.logging.Logging;
import io.cueline.runtime.service.Service;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.service.ServiceHost;
import io.cueline.runtime.settings.Settings;
import io.cueline.topology.TopologyService;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The three services, each a command that runs until it is told to stop. */
final class ServiceCommands {

  private ServiceCommands() {}

  /** Runs one service, logging to stderr. */
  @SuppressWarnings("NullAway.Init") // fields are set by picocli
  abstract static class Running implements Callable<Integer> {

    @Mixin private SettingsOption settingsOption;
    private final Function<ServiceContext, Service> starter;

    Running(Function<ServiceContext, Service> starter) {
      this.starter = starter;
    }

    @Override
    public Integer call() throws InterruptedException {
      Settings settings = settingsOption.load();
      Logging.toStderr(settings);
      return ServiceHost.run(settings, starter);
    }
  }

  /** {@code cueline ingest}. */
  @Command(
      name = "ingest",
      description = "Reads the tenant's streams and articles into Kafka.",
      mixinStandardHelpOptions = true)
  static final class Ingest extends Running {
    Ingest() {
      super(IngestService::start);
    }
  }

  /** {@code cueline topology}. */
  @Command(
      name = "topology",
      description = "Decides: rules, disclosures, cues, look-ups. As many instances as you like.",
      mixinStandardHelpOptions = true)
  static final class Topology extends Running {
    Topology() {
      super(TopologyService::start);
    }
  }

  /** {@code cueline publish}. */
  @Command(
      name = "publish",
      description = "Delivers cues and cards to the tenant, with a receipt for each.",
      mixinStandardHelpOptions = true)
  static final class Publish extends Running {
    Publish() {
      super(PublisherService::start);
    }
  }
}
