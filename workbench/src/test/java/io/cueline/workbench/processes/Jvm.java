package io.cueline.workbench.processes;

import java.nio.file.Path;
import java.util.List;

/** How a test starts the program as a process of its own: this JVM, this class path. */
final class Jvm {

  private Jvm() {}

  /** The command line up to and including the main class. */
  static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx512m",
        "-cp",
        System.getProperty("java.class.path"),
        "io.cueline.workbench.Cueline");
  }
}
