package io.cueline.workbench.cli;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.runtime.service.OrderlyStop;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cueline broker}. */
@Command(
    name = "broker",
    description = {
      "Runs one Kafka broker, for trying the services as processes of their own. For production use a"
          + " cluster of your own."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class BrokerCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      defaultValue = "9092",
      description = "Where it listens, 0 for any free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "The address it listens on (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--advertise",
      paramLabel = "HOST",
      description = "The name by which clients reach it (default: the address it listens on).")
  private @Nullable String advertised;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Keeps its log there (default: a folder that goes with it).")
  private @Nullable Path data;

  @Override
  public Integer call() throws InterruptedException {
    EmbeddedBroker.Options options =
        data == null ? EmbeddedBroker.Options.temporary() : EmbeddedBroker.Options.in(data);
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            options.withPort(port).withHosts(host, advertised == null ? host : advertised));
    spec.commandLine().getOut().println("broker ready at " + broker.bootstrapServers());
    spec.commandLine().getOut().flush();
    try (OrderlyStop stop = OrderlyStop.onSignals()) {
      stop.add("broker", broker);
      stop.await();
    }
    return 0;
  }
}
