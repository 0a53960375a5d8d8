package io.cueline.ingest.dialect;

import io.cueline.runtime.service.StartupException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Dialects as YAML files: those we ship, by name, and a team's own, by path. */
public final class DialectFile {

  /** The dialects we ship, in the order of the streams they read. */
  public static final List<String> SHIPPED =
      List.of(
          "transcription",
          "assist-stream",
          "interaction-events",
          "stt-push",
          "aah-notifications",
          "voicegateway");

  private static final long LARGEST = 1_048_576;

  private DialectFile() {}

  /**
   * @param nameOrFile a dialect we ship, such as {@code transcription}, or the path of a file
   * @throws StartupException naming the file, the line where possible, and what is wrong with it
   */
  public static Dialect load(String nameOrFile) {
    try {
      return DialectReader.read(nameOrFile, text(nameOrFile));
    } catch (CharacterCodingException binary) {
      throw new StartupException("dialect %s: not text in UTF-8".formatted(nameOrFile), binary);
    } catch (IOException | InvalidPathException unreadable) {
      throw new StartupException("dialect %s: cannot be read".formatted(nameOrFile), unreadable);
    } catch (DialectException wrong) {
      throw new StartupException("dialect " + wrong.getMessage(), wrong);
    }
  }

  private static String text(String nameOrFile) throws IOException {
    String resource = "/dialects/" + nameOrFile + ".yaml";
    try (InputStream shipped = DialectFile.class.getResourceAsStream(resource)) {
      if (shipped != null) {
        return new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
    Path file = Path.of(nameOrFile);
    if (!Files.isRegularFile(file)) {
      throw new DialectException(
          "%s: is neither a file nor a dialect that is shipped; those are %s"
              .formatted(nameOrFile, String.join(", ", SHIPPED)));
    }
    if (Files.size(file) > LARGEST) {
      throw new DialectException(nameOrFile + ": is larger than any dialect file can be");
    }
    return Files.readString(file);
  }
}
