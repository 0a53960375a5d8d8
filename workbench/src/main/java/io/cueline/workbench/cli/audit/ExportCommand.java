package io.cueline.workbench.cli.audit;

import io.cueline.runtime.service.StartupException;
import io.cueline.workbench.audit.Export;
import io.cueline.workbench.cli.LastRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cueline audit export}. */
@Command(
    name = "export",
    description = "Writes the recorded violations out, each once, as it stands last.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class ExportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "jsonl",
      description = "jsonl, a JSON object a line, or csv (default: ${DEFAULT-VALUE}).")
  private Export.Format format;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Times.class,
      description = "Of this time or later, as 2026-05-01T10:00:00Z or 2026-05-01.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = Times.class,
      description = "Before this time.")
  private @Nullable Instant to;

  @Option(names = "--out", paramLabel = "FILE", description = "Into a file (default: printed).")
  private @Nullable Path file;

  @Override
  public Integer call() {
    Export export = new Export(format, Optional.ofNullable(from), Optional.ofNullable(to));
    try (LastRun run = data.open()) {
      if (file == null) {
        PrintWriter out = spec.commandLine().getOut();
        export.write(run.kafka(), out);
        out.flush();
      } else {
        int written = intoFile(export, run, file);
        spec.commandLine().getErr().println("%d violations in %s".formatted(written, file));
      }
    }
    return 0;
  }

  /**
   * A file of that name is whole or not there: an export cut short would look like few violations.
   */
  private static int intoFile(Export export, LastRun run, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Path part = Files.createTempFile(folder, ".cueline-export-", ".part");
      try {
        int written;
        try (Writer out = Files.newBufferedWriter(part)) {
          written = export.write(run.kafka(), out);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        return written;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException failure) {
      throw new StartupException("cannot write %s: %s".formatted(file, failure), failure);
    }
  }
}
