package io.cueline.workbench.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import io.cueline.schemas.Speaker;
import io.cueline.topology.knowledge.ranking.Question;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Questions with their answers, a JSON object a line: {@code text}, the ids of the {@code relevant}
 * articles, none where no card should be shown, and perhaps the {@code history}: the turns before,
 * one a line, each under its speaker's name.
 */
public final class QueryFile {

  /** A question and the articles that answer it. */
  public record Query(Question question, Set<String> relevant) {
    public Query {
      relevant = Set.copyOf(relevant);
    }
  }

  private static final Pattern SPEAKER =
      Pattern.compile("^(customer|agent|user|system): *", Pattern.CASE_INSENSITIVE);

  private QueryFile() {}

  /**
   * @throws io.cueline.runtime.service.StartupException naming the line that cannot be read
   */
  public static List<Query> read(Path file) {
    return JsonLines.read(file, QueryFile::query);
  }

  private static Query query(JsonNode node) {
    Question question =
        new Question(Speaker.CUSTOMER, JsonLines.text(node, "text"), history(node.path("history")));
    return new Query(question, relevant(node.path("relevant")));
  }

  private static Set<String> relevant(JsonNode relevant) {
    Stream<JsonNode> ids = relevant.isArray() ? relevant.valueStream() : Stream.of(relevant);
    return ids.map(JsonLines::textOrEmpty).filter(id -> !id.isEmpty()).collect(Collectors.toSet());
  }

  /** Lines, or an array of them, or of objects that have them as their text. */
  private static List<String> history(JsonNode history) {
    Stream<JsonNode> turns = history.isArray() ? history.valueStream() : Stream.of(history);
    return turns
        .map(turn -> turn.isObject() ? turn.path("text") : turn)
        .flatMap(turn -> turn.asText("").lines())
        .map(line -> SPEAKER.matcher(line).replaceFirst(""))
        .filter(line -> !line.isBlank())
        .toList();
  }
}
