package io.cueline.workbench.cli.rules;

import io.cueline.runtime.service.StartupException;
import io.cueline.topology.rules.RuleError;
import io.cueline.topology.rules.RuleFile;
import io.cueline.topology.rules.RuleSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rule files that are named on the command line; {@code default} is the one that is shipped. */
final class RuleSource {

  static final String DEFAULT = "default";

  /** More than any rule file may have, and little enough to read. */
  private static final long LARGEST = 16L << 20;

  private RuleSource() {}

  /** Reads and checks. What cannot be read is refused like what is wrong. */
  static RuleFile.Result read(String name) {
    if (name.equals(DEFAULT)) {
      return RuleFile.parse(RuleFile.DEFAULT_NAME, RuleFile.defaultYaml());
    }
    try {
      Path file = Path.of(name);
      if (Files.isDirectory(file)) {
        return refused(name, "is a folder", "name the rule files in it");
      }
      if (Files.size(file) > LARGEST) {
        return refused(name, "larger than any rule file can be", "split it into several files");
      }
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      return RuleFile.parse(name, text);
    } catch (InvalidPathException noName) {
      return refused(name, "is no file name", "");
    } catch (CharacterCodingException binary) {
      return refused(name, "not text in UTF-8", "save it as UTF-8");
    } catch (NoSuchFileException missing) {
      return refused(name, "there is no such file", "");
    } catch (AccessDeniedException denied) {
      return refused(name, "may not be read", "");
    } catch (IOException unreadable) {
      return refused(name, "cannot be read: " + unreadable.getMessage(), "");
    }
  }

  /**
   * The rules of a file that must be right.
   *
   * @throws StartupException with file, line, reason and suggestion of all that is wrong
   */
  static RuleSet rules(String name) {
    return switch (read(name)) {
      case RuleFile.Result.Accepted accepted -> accepted.rules();
      case RuleFile.Result.Refused refused -> throw new StartupException(lines(refused.errors()));
    };
  }

  static String lines(List<RuleError> errors) {
    return errors.stream()
        .map(RuleError::toString)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static RuleFile.Result refused(String file, String reason, String suggestion) {
    return new RuleFile.Result.Refused(
        List.of(
            new RuleError(
                file,
                0,
                Optional.empty(),
                reason,
                Optional.of(suggestion).filter(text -> !text.isEmpty()))));
  }
}
