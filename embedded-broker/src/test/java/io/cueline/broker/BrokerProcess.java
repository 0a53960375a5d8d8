package io.cueline.broker;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A broker in a process of its own, which can be killed. */
final class BrokerProcess implements AutoCloseable {

  private final Process process;
  private final String bootstrapServers;

  private BrokerProcess(Process process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  static BrokerProcess start(Path folder) {
    try {
      Process process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-cp",
                      System.getProperty("java.class.path"),
                      "-XX:TieredStopAtLevel=1",
                      BrokerProcess.class.getName(),
                      folder.toString()))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return new BrokerProcess(
          process, process.inputReader(StandardCharsets.UTF_8).readLine().strip());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(Path.of(arguments[0])));
    new PrintStream(System.out, true, StandardCharsets.UTF_8).println(broker.bootstrapServers());
    new CountDownLatch(1).await();
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /** As by kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
