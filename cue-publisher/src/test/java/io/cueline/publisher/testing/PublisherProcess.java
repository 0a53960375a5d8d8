package io.cueline.publisher.testing;

import io.cueline.publisher.PublisherService;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.service.ServiceHost;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The publisher as a process of its own, that a test can kill. */
public final class PublisherProcess {

  private PublisherProcess() {}

  /** Runs until it is killed; serves its pages and sockets where it is told a port. */
  public static void main(String[] arguments) throws InterruptedException {
    Map<Setting<?>, String> overrides = new HashMap<>();
    for (int i = 3; i < arguments.length; i++) {
      String[] pair = arguments[i].split("=", 2);
      PublisherRig.CATALOGUE.stream()
          .filter(each -> each.key().equals(pair[0]))
          .forEach(each -> overrides.put(each, pair[1]));
    }
    Settings settings = PublisherRig.settings(arguments[0], arguments[1], arguments[2], overrides);
    if (overrides.containsKey(HttpSettings.PORT)) {
      ServiceHost.start(settings, PublisherService::start);
    } else {
      PublisherService.start(ServiceContext.create(settings));
    }
    new CountDownLatch(1).await();
  }

  /** Its output goes to the file. */
  static Process start(
      String bootstrap,
      String prefix,
      String tenantUrl,
      Map<Setting<?>, String> overrides,
      Path output)
      throws IOException {
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
                PublisherProcess.class.getName(),
                bootstrap,
                prefix,
                tenantUrl));
    overrides.forEach((setting, text) -> command.add(setting.key() + "=" + text));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(output.toString())))
        .start();
  }
}
