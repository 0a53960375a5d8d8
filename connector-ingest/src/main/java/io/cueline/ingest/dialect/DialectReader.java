package io.cueline.ingest.dialect;

import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a dialect of the text of its file. */
final class DialectReader {

  private static final List<String> KEYS =
      List.of(
          "dialect",
          "announcesStart",
          "discriminator",
          "unnamed",
          "otherwise",
          "speakers",
          "frames",
          "clock");

  private static final List<String> OF_FIELD = List.of("at", "values", "absent");
  private static final List<String> FLAGS = List.of("true", "false");

  private DialectReader() {}

  /**
   * @param file as complaints name it
   * @throws DialectException with line and reason
   */
  static Dialect read(String file, String yaml) {
    DialectYaml root = DialectYaml.parse(file, yaml);
    root.only(KEYS);
    Optional<DialectYaml> entries = root.map("frames");
    Map<String, FrameShape> frames = new HashMap<>();
    for (String name : entries.map(DialectYaml::names).orElse(List.of())) {
      frames.put(name, shape(entries.get(), name));
    }
    Dialect dialect =
        root.check(
            "frames",
            () ->
                new Dialect(
                    root.required("dialect"),
                    root.flag("announcesStart"),
                    root.has("discriminator")
                        ? Optional.of(path(root, "discriminator"))
                        : Optional.empty(),
                    named(root, "unnamed", frames),
                    named(root, "otherwise", frames),
                    speakers(root),
                    frames,
                    root.map("clock").map(DialectReader::clock)));
    return dialect;
  }

  private static Optional<String> named(
      DialectYaml root, String key, Map<String, FrameShape> frames) {
    Optional<String> name = root.text(key);
    if (name.isPresent() && !frames.containsKey(name.get())) {
      throw root.error(
          key,
          "there is no frame '%s'; there are %s"
              .formatted(
                  name.get(), String.join(", ", frames.keySet().stream().sorted().toList())));
    }
    return name;
  }

  private static Map<String, Speaker> speakers(DialectYaml root) {
    Map<String, Speaker> speakers = new HashMap<>();
    root.map("speakers")
        .ifPresent(
            map -> {
              for (String word : map.names()) {
                speakers.put(
                    word.strip().toLowerCase(Locale.ROOT),
                    map.oneOf(word, Arrays.stream(Speaker.values())));
              }
            });
    return speakers;
  }

  private static FrameShape shape(DialectYaml frames, String name) {
    DialectYaml map =
        frames.map(name).orElseThrow(() -> frames.error(name, "expected kind and fields"));
    List<String> fieldKeys = Arrays.stream(Field.values()).map(Field::key).toList();
    map.only(Stream.concat(Stream.of("kind", "cumulative", "ends"), fieldKeys.stream()).toList());
    FrameKind kind =
        map.oneOf("kind", Arrays.stream(FrameKind.values()).filter(DialectReader::ofTenant));
    Map<Field, FieldRule> fields = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      if (map.has(field.key())) {
        fields.put(field, rule(map, field));
      }
    }
    Optional<EndRule> end = map.map("ends").map(DialectReader::end);
    return map.check("", () -> new FrameShape(kind, fields, map.flag("cumulative"), end));
  }

  private static boolean ofTenant(FrameKind kind) {
    return kind != FrameKind.TICK && kind != FrameKind.EPOCH && kind != FrameKind.OTHER;
  }

  private static FieldRule rule(DialectYaml frame, Field field) {
    String key = field.key();
    if (!frame.isMap(key)) {
      return new FieldRule(Optional.of(path(frame, key)), Map.of(), Optional.empty());
    }
    DialectYaml map = frame.map(key).orElseThrow();
    map.only(OF_FIELD);
    Map<String, String> values = new HashMap<>();
    map.map("values")
        .ifPresent(
            given -> {
              for (String word : given.names()) {
                String meaning = given.required(word);
                values.put(
                    word.strip().toLowerCase(Locale.ROOT), checked(given, word, field, meaning));
              }
            });
    Optional<String> absent = map.text("absent").map(value -> checked(map, "absent", field, value));
    Optional<FieldPath> path = map.has("at") ? Optional.of(path(map, "at")) : Optional.empty();
    return map.check("at", () -> new FieldRule(path, values, absent));
  }

  private static String checked(DialectYaml where, String entry, Field field, String value) {
    if (field == Field.FINAL && !FLAGS.contains(value)) {
      throw where.error(entry, "expected true or false");
    }
    return value;
  }

  private static EndRule end(DialectYaml map) {
    map.only(List.of("at", "among", "unless"));
    if (map.has("among") == map.has("unless")) {
      throw map.error("", "expected either 'among' or 'unless', with one word or more");
    }
    boolean among = map.has("among");
    Set<String> words = new LinkedHashSet<>();
    for (String word : map.texts(among ? "among" : "unless")) {
      words.add(word.strip().toLowerCase(Locale.ROOT));
    }
    return map.check("", () -> new EndRule(path(map, "at"), words, among));
  }

  private static ClockShape clock(DialectYaml map) {
    map.only(List.of("type", "at"));
    return new ClockShape(
        map.required("type"), map.check("at", () -> Pointer.compile(map.required("at"))));
  }

  private static FieldPath path(DialectYaml map, String key) {
    return map.check(
        key, () -> new FieldPath(map.texts(key).stream().map(Pointer::compile).toList()));
  }
}
