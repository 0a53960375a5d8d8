package io.cueline.workbench.tenant.calls;

import com.fasterxml.jackson.databind.JsonNode;
import io.cueline.runtime.service.StartupException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Call files: a JSON object a line, {@code {"interactionId", "agentId"?, "startAtMs"?, "turns":
 * [{"speaker", "text", "startMs"?, "endMs"?, "confidence"?}]}}; other fields are let be.
 */
public final class CallFile {

  private CallFile() {}

  /**
   * @throws StartupException with file, line and reason
   */
  public static List<Call> read(Path file) {
    List<Call> calls = JsonLines.read(file, new Parser());
    return atLeastOne(file.toString(), calls);
  }

  /**
   * @param name what to call it in messages
   * @throws StartupException with name, line and reason
   */
  public static List<Call> read(String name, Reader source) {
    return atLeastOne(name, JsonLines.read(name, source, new Parser()));
  }

  private static List<Call> atLeastOne(String name, List<Call> calls) {
    if (calls.isEmpty()) {
      throw new StartupException(name + ": holds no call");
    }
    return calls;
  }

  private static final class Parser implements Function<JsonNode, Call> {
    private final Set<String> seen = new HashSet<>();

    @Override
    public Call apply(JsonNode node) {
      Call call =
          new Call(
              Fields.text(node, "interactionId"),
              Fields.optionalText(node, "agentId"),
              Fields.millis(node, "startAtMs"),
              turns(node.path("turns")));
      if (!seen.add(call.interactionId())) {
        throw new IllegalArgumentException(
            "interactionId " + call.interactionId() + " stands in an earlier line already");
      }
      return call;
    }

    private static List<Turn> turns(JsonNode list) {
      if (!list.isArray()) {
        throw new IllegalArgumentException("turns is missing or not a list");
      }
      List<Turn> turns = new ArrayList<>(list.size());
      for (int i = 0; i < list.size(); i++) {
        try {
          turns.add(turn(list.get(i)));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("turn " + (i + 1) + ": " + e.getMessage(), e);
        }
      }
      return turns;
    }

    private static Turn turn(JsonNode node) {
      String speaker = Fields.text(node, "speaker");
      return new Turn(
          Speaker.of(speaker)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "speaker is \"" + speaker + "\", expected agent or customer")),
          Fields.text(node, "text"),
          Fields.millis(node, "startMs"),
          Fields.millis(node, "endMs"),
          Fields.number(node, "confidence"));
    }
  }
}
