package io.cueline.ingest.support;

import io.cueline.ingest.IngestService;
import io.cueline.ingest.IngestSettings;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.Service;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An ingest in a process of its own: it can be killed, and made to sleep. */
public final class IngestProcess implements AutoCloseable {

  private final Process process;

  private IngestProcess(Process process) {
    this.process = process;
  }

  static List<Setting<?>> catalogue() {
    List<Setting<?>> catalogue = new ArrayList<>(IngestSettings.ALL);
    catalogue.addAll(KafkaAccess.SETTINGS);
    catalogue.addAll(CxoneSettings.ALL);
    catalogue.addAll(HttpSettings.ALL);
    return catalogue;
  }

  static IngestProcess start(Map<String, String> settings) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                IngestProcess.class.getName()));
    settings.forEach((key, value) -> command.add(key + "=" + value));
    try {
      return new IngestProcess(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  Path.of("target", "ingest-process-" + System.nanoTime() + ".log").toFile())
              .start());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Runs until it is told to end. */
  public static void main(String[] arguments) throws InterruptedException {
    List<Setting<?>> catalogue = catalogue();
    Settings settings = Settings.defaults(catalogue);
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      for (Setting<?> setting : catalogue) {
        if (setting.key().equals(argument.substring(0, equals))) {
          settings = settings.with(setting, argument.substring(equals + 1));
        }
      }
    }
    ServiceContext context = ServiceContext.create(settings);
    Service service = IngestService.start(context);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(service::close));
    Thread.currentThread().join();
  }

  /** As by kill -9. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Nothing of it runs until it wakes; its sockets stay open. */
  public void sleep() {
    signal("STOP");
  }

  public void wake() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int status =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill -" + name + " ended with " + status);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
