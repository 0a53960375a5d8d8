package io.cueline.workbench.cli.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.KnowledgeArticle;
import io.cueline.workbench.knowledge.ArticleFile;
import io.cueline.workbench.knowledge.Evaluation;
import io.cueline.workbench.knowledge.Figures;
import io.cueline.workbench.knowledge.Progress;
import io.cueline.workbench.knowledge.QueryFile;
import io.cueline.workbench.knowledge.QueryFile.Query;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cueline knowledge eval}. */
@Command(
    name = "eval",
    description = {
      "Measures on questions with known answers: is the right article found, by words (bm25), by"
          + " meaning (vector) and by both (mix), and is a card shown where there is an answer and"
          + " none where there is none. As the product does it, with its defaults."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class EvalCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--articles",
      required = true,
      paramLabel = "FILE",
      description = "A JSON object a line: id, title, body, perhaps entity and url.")
  private Path articles;

  @Option(
      names = "--queries",
      required = true,
      paramLabel = "FILE",
      description =
          "A JSON object a line: text, relevant (ids, none where no card should be shown), perhaps"
              + " history (turns, one a line).")
  private Path queries;

  @Option(
      names = "--index",
      paramLabel = "FOLDER",
      description = "Keeps the index there: the next time only changed articles are embedded.")
  private @Nullable Path folder;

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    List<KnowledgeArticle> all = ArticleFile.read(articles);
    List<Query> asked = QueryFile.read(queries);
    if (asked.isEmpty()) {
      throw new StartupException(queries + " has no question");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (OpenIndex open =
        OpenIndex.open(Optional.ofNullable(folder), spec.commandLine().getErr())) {
      open.fill(all);
      int steps = (Evaluation.STAGES.size() + 2) * asked.size();
      Figures figures;
      try (Progress progress = open.progress("asking", steps)) {
        figures = new Evaluation(open.index(), asked).run(all.size(), progress);
      }
      out.print(json ? json(figures) : EvalText.of(figures));
    }
    out.flush();
    return 0;
  }

  private static String json(Figures figures) throws JsonProcessingException {
    return JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(figures)
        + "\n";
  }
}
