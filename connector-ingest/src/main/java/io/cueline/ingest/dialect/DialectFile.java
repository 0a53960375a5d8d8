package io.cueline.ingest.dialect;

import com.fasterxml.jackson.core.JsonPointer;
import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Dialects as YAML files: those we ship, by name, and a team's own, by path. */
public final class DialectFile {

  private static final Set<String> KEYS =
      Set.of("dialect", "announcesStart", "discriminator", "speakers", "frames", "clock");

  private DialectFile() {}

  /**
   * @param nameOrFile a dialect we ship, such as {@code transcription}, or the path of a file
   * @throws StartupException naming the file and what is wrong with it
   */
  public static Dialect load(String nameOrFile) {
    try {
      return parse(text(nameOrFile));
    } catch (IOException | IllegalArgumentException | YamlEngineException wrong) {
      throw new StartupException("dialect %s: %s".formatted(nameOrFile, wrong.getMessage()), wrong);
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
      throw new IllegalArgumentException("neither a dialect that is shipped nor a file");
    }
    return Files.readString(file);
  }

  /**
   * @throws IllegalArgumentException with what is wrong
   */
  static Dialect parse(String yaml) {
    Map<?, ?> file = map(new Load(LoadSettings.builder().build()).loadFromString(yaml), "the file");
    known(file, KEYS, "the file");
    Map<String, Speaker> speakers = new HashMap<>();
    map(orEmpty(file.get("speakers")), "speakers")
        .forEach(
            (word, meaning) ->
                speakers.put(
                    String.valueOf(word).toLowerCase(Locale.ROOT),
                    oneOf(Speaker.class, meaning, "speakers." + word)));
    Map<String, FrameShape> frames = new HashMap<>();
    map(orEmpty(file.get("frames")), "frames")
        .forEach((name, shape) -> frames.put(String.valueOf(name), shape(name, shape)));
    return new Dialect(
        string(file.get("dialect"), "dialect"),
        Boolean.TRUE.equals(file.get("announcesStart")),
        pointer(file.get("discriminator"), "discriminator"),
        speakers,
        frames,
        Optional.ofNullable(file.get("clock")).map(DialectFile::clock));
  }

  private static FrameShape shape(Object name, @Nullable Object value) {
    String where = "frames." + name;
    Map<?, ?> entries = map(value, where);
    Map<Field, FieldPath> fields = new EnumMap<>(Field.class);
    entries.forEach(
        (key, pointers) -> {
          if (!"kind".equals(key)) {
            fields.put(oneOf(Field.class, key, where), path(pointers, where + "." + key));
          }
        });
    FrameKind kind = oneOf(FrameKind.class, entries.get("kind"), where + ".kind");
    try {
      return new FrameShape(kind, fields);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(where + ": " + wrong.getMessage(), wrong);
    }
  }

  private static ClockShape clock(Object value) {
    Map<?, ?> entries = map(value, "clock");
    known(entries, Set.of("type", "at"), "clock");
    return new ClockShape(
        string(entries.get("type"), "clock.type"), pointer(entries.get("at"), "clock.at"));
  }

  private static FieldPath path(@Nullable Object value, String where) {
    List<?> pointers = value instanceof List<?> several ? several : List.of(String.valueOf(value));
    return new FieldPath(pointers.stream().map(each -> pointer(each, where)).toList());
  }

  private static JsonPointer pointer(@Nullable Object value, String where) {
    try {
      return JsonPointer.compile(string(value, where));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          where + ": expected a JSON pointer such as /interactionId", wrong);
    }
  }

  private static void known(Map<?, ?> map, Set<String> keys, String where) {
    for (Object key : map.keySet()) {
      if (!keys.contains(String.valueOf(key))) {
        throw new IllegalArgumentException("%s: unknown key '%s'".formatted(where, key));
      }
    }
  }

  private static <E extends Enum<E>> E oneOf(Class<E> type, @Nullable Object value, String where) {
    for (E each : type.getEnumConstants()) {
      if (each.name().equalsIgnoreCase(String.valueOf(value))) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "%s: '%s' is none of %s"
            .formatted(
                where,
                value,
                List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT)));
  }

  private static Object orEmpty(@Nullable Object value) {
    return value == null ? Map.of() : value;
  }

  private static Map<?, ?> map(@Nullable Object value, String where) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException(where + ": expected keys and values");
  }

  private static String string(@Nullable Object value, String where) {
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new IllegalArgumentException(where + " is missing");
  }
}
