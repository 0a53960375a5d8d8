package io.cueline.workbench.cli.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.cxone.profile.Cargo;
import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.profile.StreamSpec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cueline profile list}. */
@Command(
    name = "list",
    description = "Lists the profiles that are shipped: streams, and what carries what.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class ListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    List<Map<String, Object>> all = new ArrayList<>();
    for (String name : Profile.shipped()) {
      all.add(fields(name));
    }
    if (json) {
      out.println(
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(Map.of("profiles", all)));
      return 0;
    }
    for (Map<String, Object> each : all) {
      out.println(each.get("name"));
      each.forEach(
          (field, value) -> {
            if (!field.equals("name")) {
              out.println("  %-11s %s".formatted(field, text(value)));
            }
          });
    }
    return 0;
  }

  private static String text(Object value) {
    return value instanceof Iterable<?> many
        ? String.join(", ", strings(many))
        : String.valueOf(value);
  }

  private static List<String> strings(Iterable<?> many) {
    List<String> strings = new ArrayList<>();
    many.forEach(each -> strings.add(String.valueOf(each)));
    return strings;
  }

  private static Map<String, Object> fields(String name) {
    Set<String> missing = Profile.missingVariables(name, Map.of());
    Map<String, String> made = new HashMap<>();
    missing.forEach(variable -> made.put(variable, "missing-" + variable));
    Profile profile = Profile.load(name, made);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("auth", profile.auth().variant().name().toLowerCase(Locale.ROOT).replace('_', '+'));
    fields.put("streams", profile.streams().stream().map(StreamSpec::name).toList());
    for (Cargo cargo : Cargo.values()) {
      List<String> channels = cargo.of(profile.channels());
      if (!channels.isEmpty()) {
        fields.put(cargo.field(), channels);
      }
    }
    if (!missing.isEmpty()) {
      fields.put("needs", missing);
    }
    return fields;
  }
}
