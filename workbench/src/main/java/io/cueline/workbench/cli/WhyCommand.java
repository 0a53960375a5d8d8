package io.cueline.workbench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.runtime.service.StartupException;
import io.cueline.workbench.why.Entry;
import io.cueline.workbench.why.Story;
import io.cueline.workbench.why.StoryText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cueline why INTERACTION}. */
@Command(
    name = "why",
    description = {
      "Tells a call's story: what was said, decided, looked up and delivered, on one timeline.",
      "Reads the last demo's topics, or the cluster that is set."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class WhyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private SettingsOption settings;

  @Parameters(paramLabel = "INTERACTION", description = "The call's id.")
  private String interactionId;

  @Option(names = "--data", paramLabel = "FOLDER", description = "A demo's data folder.")
  private @Nullable Path data;

  @Option(names = "--json", description = "A JSON object a line, for programs.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    Story story;
    try (LastRun run = LastRun.find(Optional.ofNullable(data), settings.load())) {
      story = Story.read(run.kafka(), interactionId);
    }
    if (story.entries().isEmpty()) {
      throw new StartupException(
          "no topic holds a word of interaction '%s'".formatted(interactionId));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonMapper mapper = new JsonMapper();
      for (Entry entry : story.entries()) {
        out.println(mapper.writeValueAsString(fields(entry)));
      }
    } else {
      StoryText.lines(story).forEach(out::println);
    }
    return 0;
  }

  private static Map<String, Object> fields(Entry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("at", entry.at().toString());
    fields.put("kind", entry.kind().name().toLowerCase(Locale.ROOT));
    fields.put("what", entry.what());
    fields.put("text", entry.text());
    return fields;
  }
}
