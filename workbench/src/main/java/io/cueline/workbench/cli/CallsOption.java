package io.cueline.workbench.cli;

import io.cueline.runtime.service.StartupException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which recorded calls a benchmark takes. */
final class CallsOption {

  /** Recorded calls of those who have them, beside the project. */
  static final Path SHARED = Path.of("..", "shared", "data", "calls");

  @Option(
      names = "--calls",
      paramLabel = "FILE",
      description =
          "Calls, a JSON object a line; ../shared/data/calls/bank-chats.jsonl or else the demo's"
              + " where none are named.")
  private @Nullable Path calls;

  /** Empty for those of the demo. */
  Optional<Path> source() {
    return chosen(calls, Optional.of(SHARED.resolve("bank-chats.jsonl")).filter(Files::exists));
  }

  /**
   * What was named, else the usual.
   *
   * @throws StartupException where what was named is not there
   */
  static Optional<Path> chosen(@Nullable Path named, Optional<Path> usual) {
    if (named != null && !Files.exists(named)) {
      throw new StartupException("there are no calls at " + named);
    }
    return named != null ? Optional.of(named) : usual.map(Path::toAbsolutePath);
  }
}
