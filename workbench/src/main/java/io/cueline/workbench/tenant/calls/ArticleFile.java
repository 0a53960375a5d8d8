package io.cueline.workbench.tenant.calls;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Reader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Article files: {@code {"id", "title", "body", "url"?}} a line; other fields are let be. */
public final class ArticleFile {

  private ArticleFile() {}

  /**
   * @throws io.cueline.runtime.service.StartupException with file, line and reason
   */
  public static List<Article> read(Path file) {
    return JsonLines.read(file, parser());
  }

  /**
   * @param name what to call it in messages
   * @throws io.cueline.runtime.service.StartupException with name, line and reason
   */
  public static List<Article> read(String name, Reader source) {
    return JsonLines.read(name, source, parser());
  }

  private static Function<JsonNode, Article> parser() {
    Set<String> seen = new HashSet<>();
    return node -> {
      Article article = article(node);
      if (!seen.add(article.id())) {
        throw new IllegalArgumentException(
            "id " + article.id() + " stands in an earlier line already");
      }
      return article;
    };
  }

  /**
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public static Article article(JsonNode node) {
    return new Article(
        Fields.text(node, "id"),
        Fields.text(node, "title"),
        Fields.text(node, "body"),
        Fields.optionalText(node, "url"));
  }
}
