package io.cueline.topology;

import io.cueline.runtime.service.RuntimeSettings;
import io.cueline.runtime.service.ServiceHost;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** The service as a process of its own, that a test can kill. */
final class TopologyProcess {

  private static final List<Setting<?>> CATALOGUE =
      Stream.concat(RuntimeSettings.ALL.stream(), TopologySettings.ALL.stream())
          .<Setting<?>>map(setting -> setting)
          .toList();

  private TopologyProcess() {}

  /** Runs until it is killed. */
  public static void main(String[] pairs) throws InterruptedException {
    Settings settings = Settings.defaults(CATALOGUE);
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      settings = with(settings, pair.substring(0, equals), pair.substring(equals + 1));
    }
    ServiceHost.start(settings, TopologyService::start);
    new CountDownLatch(1).await();
  }

  private static Settings with(Settings settings, String key, String text) {
    return CATALOGUE.stream()
        .filter(each -> each.key().equals(key))
        .findFirst()
        .map(each -> settings.with(each, text))
        .orElseThrow(() -> new IllegalArgumentException("no setting " + key));
  }

  /** Its output goes to the file. */
  static Process start(Map<String, String> settings, Path output) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                TopologyProcess.class.getName()));
    settings.forEach((key, value) -> command.add(key + "=" + value));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(output.toString())))
        .start();
  }
}
