package io.cueline.workbench.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.runtime.service.StartupException;
import io.cueline.topology.publication.PublishResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of a publication, told. */
final class Publishing {

  private Publishing() {}

  /**
   * Prints it, for programs or for people.
   *
   * @throws StartupException where nothing was published
   */
  static void print(PrintWriter out, PublishResult result, boolean json)
      throws JsonProcessingException {
    out.println(json ? new JsonMapper().writeValueAsString(fields(result)) : text(result));
  }

  private static String text(PublishResult result) {
    return switch (result) {
      case PublishResult.Published done ->
          "revision %d is in force: %s changed, %s removed"
              .formatted(done.revision(), count(done.changed()), count(done.removed()));
      case PublishResult.Unchanged same ->
          "nothing to publish: revision %d says the same".formatted(same.revision());
      case PublishResult.Conflict conflict -> throw conflict(conflict);
      case PublishResult.Refused refused ->
          throw new StartupException(RuleSource.lines(refused.errors()));
    };
  }

  private static Map<String, Object> fields(PublishResult result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    switch (result) {
      case PublishResult.Published done -> {
        fields.put("revision", done.revision());
        fields.put("changed", done.changed());
        fields.put("removed", done.removed());
      }
      case PublishResult.Unchanged same -> {
        fields.put("revision", same.revision());
        fields.put("changed", List.of());
        fields.put("removed", List.of());
      }
      case PublishResult.Conflict conflict -> throw conflict(conflict);
      case PublishResult.Refused refused ->
          throw new StartupException(RuleSource.lines(refused.errors()));
    }
    return fields;
  }

  private static StartupException conflict(PublishResult.Conflict conflict) {
    return new StartupException(
        "not published: revision %d is in force by now; look at 'cueline rules diff' and try again"
            .formatted(conflict.current()));
  }

  private static String count(List<String> ids) {
    return ids.isEmpty()
        ? "nothing"
        : ids.size() <= 3 ? String.join(", ", ids) : ids.size() + " rules";
  }
}
