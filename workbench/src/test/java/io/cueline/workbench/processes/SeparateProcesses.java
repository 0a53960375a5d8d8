package io.cueline.workbench.processes;

import static org.awaitility.Awaitility.await;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.settings.Settings;
import io.cueline.workbench.report.TenantInspection;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The containers of docker-compose.yml as processes of this machine: their commands and their
 * environment, with host names, ports and folders put in place of the containers' own.
 */
final class SeparateProcesses implements AutoCloseable {

  private static final Duration START_WITHIN = Duration.ofSeconds(60);

  private final ComposeFile compose;
  private final Path folder;
  private final Map<String, Map<String, String>> more;
  private final int brokerPort = freePort();
  private final int simulatorPort = freePort();
  private final Map<String, Integer> httpPorts = new HashMap<>();
  private final Map<String, Process> running = new LinkedHashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * @param more variables of services beside the file's
   */
  SeparateProcesses(Path folder, Map<String, Map<String, String>> more) throws IOException {
    this.compose = ComposeFile.read();
    this.folder = folder;
    this.more = more;
  }

  /** Broker, topics, simulator and all services, each ready; the replay waits. */
  void startAll() throws IOException, InterruptedException {
    start("broker");
    awaitLog("broker", "broker ready");
    start("simulator");
    awaitLog("simulator", "simulated tenant ready");
    start("topics");
    awaitExit("topics");
    for (String service : List.of("topology-1", "topology-2", "publish", "ingest")) {
      start(service);
    }
    for (String service : List.of("ingest", "topology-1", "topology-2", "publish")) {
      awaitReady(service);
    }
  }

  void start(String service) throws IOException {
    ComposeFile.Container container = compose.container(service);
    List<String> command = new ArrayList<>(Jvm.command());
    command.add(container.command().getFirst());
    container.command().stream().skip(1).forEach(word -> command.add(here(service, word)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("CUELINE_"));
    container
        .environment()
        .forEach((name, value) -> builder.environment().put(name, here(service, name, value)));
    builder.environment().putAll(more.getOrDefault(service, Map.of()));
    File log = log(service);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    running.put(service, builder.start());
  }

  void kill(String service) {
    process(service).destroyForcibly();
  }

  /** SIGTERM; the exit status, once it has ended. */
  int stop(String service, Duration within) throws InterruptedException {
    Process process = process(service);
    process.destroy();
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(service + " did not stop within " + within + tail(service));
    }
    return process.exitValue();
  }

  TenantInspection tenant() {
    return new TenantInspection(URI.create("http://127.0.0.1:" + simulatorPort));
  }

  KafkaAccess kafka() {
    return KafkaAccess.from(
        Settings.defaults(KafkaAccess.SETTINGS)
            .with(KafkaAccess.BOOTSTRAP, "127.0.0.1:" + brokerPort));
  }

  /** What a service answers on a path of its own. */
  String get(String service, String path) {
    URI uri = URI.create("http://127.0.0.1:" + httpPorts.get(service) + path);
    try {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  void awaitReady(String service) {
    URI uri = URI.create("http://127.0.0.1:" + httpPorts.get(service) + "/health/ready");
    await(service + " to be ready")
        .atMost(START_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(
            () -> {
              if (!process(service).isAlive()) {
                throw new AssertionError(service + " has ended" + tail(service));
              }
              return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                      .statusCode()
                  == 200;
            });
  }

  /** The end of a service's output, for messages. */
  String tail(String service) {
    try {
      String text = Files.readString(log(service).toPath());
      return "; its output ends:\n" + text.substring(Math.max(0, text.length() - 3000));
    } catch (IOException none) {
      return "";
    }
  }

  @Override
  public void close() {
    http.close();
    running.values().forEach(Process::destroyForcibly);
    running.values().forEach(process -> process.onExit().join());
  }

  private void awaitExit(String service) throws InterruptedException {
    Process process = process(service);
    if (!process.waitFor(START_WITHIN.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(service + " did not end well" + tail(service));
    }
  }

  private void awaitLog(String service, String words) {
    await(service)
        .atMost(START_WITHIN)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> tail(service).contains(words) || !process(service).isAlive());
    if (!process(service).isAlive()) {
      throw new AssertionError(service + " has ended" + tail(service));
    }
  }

  private Process process(String service) {
    Process process = running.get(service);
    if (process == null) {
      throw new IllegalStateException(service + " was never started");
    }
    return process;
  }

  private File log(String service) {
    return folder.resolve(service + ".log").toFile();
  }

  private String here(String service, String name, String value) {
    return switch (name) {
      case "CUELINE_HTTP_PORT" ->
          Integer.toString(httpPorts.computeIfAbsent(service, any -> freePort()));
      case "CUELINE_SIMULATOR_PORT" -> Integer.toString(simulatorPort);
      default -> here(service, value);
    };
  }

  private String here(String service, String word) {
    return switch (word) {
      case "0.0.0.0", "broker" -> "127.0.0.1";
      case "9092" -> Integer.toString(brokerPort);
      default ->
          word.replace("broker:9092", "127.0.0.1:" + brokerPort)
              .replace("simulator:8090", "127.0.0.1:" + simulatorPort)
              .replace("/data", folder.resolve(service).toString());
    };
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
