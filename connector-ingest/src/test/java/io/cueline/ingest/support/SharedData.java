package io.cueline.ingest.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The public data beside the project: at the system property {@code cueline.shared.data}, or in a
 * folder {@code shared/data} beside or above this one.
 */
public final class SharedData {

  private SharedData() {}

  /** A file or folder of it; without it the test is skipped and says so. */
  public static Path need(String name) {
    Optional<Path> found = find(name);
    Assumptions.assumeTrue(found.isPresent(), "skipped: no shared/data/" + name + " here");
    return found.orElseThrow();
  }

  /** The same, empty where it is not here. */
  public static Optional<Path> find(String name) {
    String property = System.getProperty("cueline.shared.data", "");
    if (!property.isEmpty()) {
      return Optional.of(Path.of(property, name)).filter(Files::exists);
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      Path candidate = folder.resolve("shared/data").resolve(name);
      if (Files.exists(candidate)) {
        return Optional.of(candidate);
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }
}
