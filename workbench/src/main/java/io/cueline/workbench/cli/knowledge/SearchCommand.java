package io.cueline.workbench.cli.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.Card;
import io.cueline.schemas.Speaker;
import io.cueline.topology.knowledge.ranking.CardRules;
import io.cueline.topology.knowledge.ranking.LookUp;
import io.cueline.topology.knowledge.ranking.LookUp.Answer;
import io.cueline.topology.knowledge.ranking.Question;
import io.cueline.workbench.cli.LastRun;
import io.cueline.workbench.cli.SettingsOption;
import io.cueline.workbench.knowledge.ArticleFile;
import io.cueline.workbench.knowledge.LiveArticles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cueline knowledge search}. */
@Command(
    name = "search",
    description = {
      "Asks the articles as a customer would: the cards that an agent would see, and those that were"
          + " near but are not good enough.",
      "Reads a file of articles, or the last demo's topics, or the cluster that is set."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class SearchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private SettingsOption settings;

  @Parameters(paramLabel = "TEXT", description = "What the customer says.")
  private String text;

  @Option(
      names = "--before",
      paramLabel = "TEXT",
      description = "A turn said before it; several times for several, oldest first.")
  private List<String> history = List.of();

  @Option(
      names = "--articles",
      paramLabel = "FILE",
      description = "Articles, a JSON object a line.")
  private @Nullable Path articles;

  @Option(names = "--data", paramLabel = "FOLDER", description = "A demo's data folder.")
  private @Nullable Path data;

  @Option(
      names = "--index",
      paramLabel = "FOLDER",
      description = "Keeps the index there: the next time only changed articles are embedded.")
  private @Nullable Path folder;

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Question question = new Question(Speaker.CUSTOMER, text, history);
    try (OpenIndex open = OpenIndex.open(Optional.ofNullable(folder), err)) {
      fill(open);
      if (open.index().size() == 0) {
        throw new StartupException("there are no articles to ask");
      }
      Answer answer = ask(open, question, CardRules.DEFAULT);
      // What is not good enough is shown to whoever wonders why there is no card.
      Answer near = ask(open, question, new CardRules(0, 0, CardRules.DEFAULT.most()));
      out.print(json ? json(answer, near) : text(answer, near));
    }
    out.flush();
    return 0;
  }

  private void fill(OpenIndex open) {
    if (articles != null) {
      open.fill(ArticleFile.read(articles));
      return;
    }
    try (LastRun run = LastRun.find(Optional.ofNullable(data), settings.load())) {
      open.fill(LiveArticles.read(run.kafka()));
    }
  }

  private static Answer ask(OpenIndex open, Question question, CardRules rules) {
    return new LookUp(open.index(), open.index().analysis(), rules).answer(question, Set.of());
  }

  private static String verdict(Answer answer) {
    return switch (answer) {
      case Answer.Cards(List<Card> cards) -> cards.size() == 1 ? "1 card" : cards.size() + " cards";
      case Answer.NothingAsked nothing -> "no card: nothing is asked";
      case Answer.NoAnswer none -> "no card: no article answers surely enough";
    };
  }

  private static List<Card> cards(Answer answer) {
    return switch (answer) {
      case Answer.Cards(List<Card> cards) -> cards;
      case Answer.NothingAsked nothing -> List.of();
      case Answer.NoAnswer none -> List.of();
    };
  }

  private static String text(Answer answer, Answer near) {
    StringBuilder text = new StringBuilder(verdict(answer)).append('\n');
    List<Card> shown = cards(answer);
    for (Card card : cards(near)) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%s %.2f  %s%n        %s%n        %s%s%n",
              shown.contains(card) ? "card" : "near",
              card.getScore(),
              card.getTitle(),
              card.getSnippet(),
              card.getCitation(),
              card.getMatched().isEmpty()
                  ? ""
                  : "  (matched: " + String.join(", ", card.getMatched()) + ")"));
    }
    return text.toString();
  }

  private static String json(Answer answer, Answer near) throws JsonProcessingException {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("verdict", verdict(answer));
    root.put("cards", cards(answer).stream().map(SearchCommand::fields).toList());
    root.put("near", cards(near).stream().map(SearchCommand::fields).toList());
    return new JsonMapper().writeValueAsString(root) + "\n";
  }

  private static Map<String, Object> fields(Card card) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", card.getId());
    fields.put("title", card.getTitle());
    fields.put("score", card.getScore());
    fields.put("citation", card.getCitation());
    fields.put("snippet", card.getSnippet());
    fields.put("matched", card.getMatched());
    return fields;
  }
}
