package io.cueline.workbench.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the commands and environments of docker-compose.yml, so that tests run what it says. */
final class ComposeFile {

  /** A container's command, behind the image's entry point, and its environment. */
  record Container(List<String> command, Map<String, String> environment) {}

  private final Map<?, ?> services;

  private ComposeFile(Map<?, ?> services) {
    this.services = services;
  }

  static ComposeFile read() throws IOException {
    Path file = Path.of("..", "docker-compose.yml");
    Object document =
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    Map<?, ?> services = merged((Map<?, ?>) ((Map<?, ?>) document).get("services"));
    return new ComposeFile(services);
  }

  Container container(String name) {
    Map<?, ?> service = merged((Map<?, ?>) services.get(name));
    Map<String, String> environment = new LinkedHashMap<>();
    if (service.get("environment") instanceof Map<?, ?> variables) {
      merged(variables).forEach((key, value) -> environment.put(key.toString(), value.toString()));
    }
    List<String> command =
        ((List<?>) service.get("command")).stream().map(Object::toString).toList();
    return new Container(command, environment);
  }

  /** YAML's merge key, which the parser leaves as it is: what stands there itself wins. */
  private static Map<?, ?> merged(Map<?, ?> map) {
    Map<Object, Object> result = new LinkedHashMap<>();
    switch (map.get("<<")) {
      case null -> {}
      case Map<?, ?> one -> result.putAll(merged(one));
      case List<?> several -> several.forEach(each -> result.putAll(merged((Map<?, ?>) each)));
      default -> throw new IllegalStateException("<< is neither a map nor a list");
    }
    map.forEach(
        (key, value) -> {
          if (!key.equals("<<")) {
            result.put(key, value);
          }
        });
    return result;
  }
}
