package io.cueline.cxone.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds profiles: shipped ones on the classpath, others in the file system. */
final class ProfileFiles {

  static final List<String> SHIPPED =
      List.of(
          "agent-messages",
          "assist-hub",
          "compliance-prompts",
          "disclosure-cues",
          "insights",
          "knowledge-cards",
          "prompt-sync",
          "simulator",
          "voice-gateway");

  private ProfileFiles() {}

  static Profile load(String nameOrFile, Map<String, String> variables) {
    return isFile(nameOrFile)
        ? ProfileReader.read(nameOrFile, text(nameOrFile), variables)
        : ProfileReader.read(nameOrFile + ".yaml", shipped(nameOrFile), variables);
  }

  static Set<String> variables(String nameOrFile) {
    return isFile(nameOrFile)
        ? ProfileReader.variables(nameOrFile, text(nameOrFile))
        : ProfileReader.variables(nameOrFile + ".yaml", shipped(nameOrFile));
  }

  static Set<String> missing(String nameOrFile, Map<String, String> given) {
    return isFile(nameOrFile)
        ? ProfileReader.missing(nameOrFile, text(nameOrFile), given)
        : ProfileReader.missing(nameOrFile + ".yaml", shipped(nameOrFile), given);
  }

  private static boolean isFile(String nameOrFile) {
    return nameOrFile.matches(".*[/\\\\].*|.*\\.ya?ml");
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (NoSuchFileException | InvalidPathException missing) {
      throw new ProfileException(
          "there is no profile file '%s': check the path, or use a shipped one: %s"
              .formatted(file, String.join(", ", SHIPPED)),
          missing);
    } catch (CharacterCodingException binary) {
      throw new ProfileException(
          "profile file '%s' is no UTF-8 text: save it as such".formatted(file), binary);
    } catch (IOException unreadable) {
      throw new ProfileException(
          "profile file '%s' cannot be read: %s"
              .formatted(file, unreadable.toString().replaceFirst("^[\\w.]*\\.", "")),
          unreadable);
    }
  }

  private static String shipped(String name) {
    if (!SHIPPED.contains(name)) {
      throw new ProfileException(
          "there is no profile '%s'; shipped are: %s. A file is given by its path, such as ./%s.yaml"
              .formatted(name, String.join(", ", SHIPPED), name));
    }
    try (@Nullable InputStream file =
        ProfileFiles.class.getResourceAsStream("/profiles/" + name + ".yaml")) {
      if (file == null) {
        throw new IllegalStateException("profile " + name + " is missing from the build");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
