package io.cueline.publisher.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Variations of the simulated tenant's profile. */
public final class Profiles {

  private Profiles() {}

  /** A profile file with another limit and time-out of its calls. */
  public static String of(Path folder, int perMinute, Duration timeout) {
    try (@Nullable InputStream shipped =
        Profiles.class.getResourceAsStream("/profiles/simulator.yaml")) {
      if (shipped == null) {
        throw new IllegalStateException("no profile of the simulated tenant");
      }
      String text = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
      Path file = folder.resolve("limit-" + perMinute + "-" + timeout.toMillis() + ".yaml");
      String changed =
          text.replaceAll("timeout: \\d+s", "timeout: " + timeout.toMillis() + "ms")
              .replaceAll("per-minute: \\d+", "per-minute: " + perMinute);
      return Files.writeString(file, changed).toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
