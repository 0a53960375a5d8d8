package io.cueline.workbench.cli.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cueline.workbench.cli.CommandLineFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KnowledgeCommandTest {

  private static final String ARTICLES =
      """
      {"id":"pets","title":"Are pets allowed?","body":"Four-legged friends are welcome.","entity":"Grand Hotel"}
      {"id":"pets-2","title":"Are pets allowed?","body":"No animals, please.","entity":"Sea View Inn"}
      {"id":"pool","title":"Is there a swimming pool?","body":"Yes, on the roof.","entity":"Grand Hotel"}
      {"id":"none","title":"Nothing","body":"<script>x()</script>"}
      """;

  private static final String QUERIES =
      """
      {"text":"can i bring my dog","history":"customer: tell me about sea view inn\\nagent: sure","relevant":["pets-2"]}
      {"text":"is there a swimming pool","relevant":["pool"]}
      {"text":"thank you very much","relevant":[]}
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path articles;
  private Path queries;

  @BeforeEach
  void write() throws IOException {
    articles = Files.writeString(folder.resolve("articles.jsonl"), ARTICLES);
    queries = Files.writeString(folder.resolve("queries.jsonl"), QUERIES);
  }

  @Test
  void aLineThatCannotBeReadIsNamed() throws IOException {
    Files.writeString(queries, "{\"text\":\"fine\",\"relevant\":[]}\n{\"text\":");
    assertThat(run("eval", "--articles", articles.toString(), "--queries", queries.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("queries.jsonl, line 2");
    assertThat(run("eval", "--articles", "nowhere.jsonl", "--queries", queries.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("cannot read nowhere.jsonl: it is not there");
  }

  @Test
  void filesAreReadAsOthersWriteThem() throws IOException {
    Files.writeString(
        articles,
        """
        \uFEFF[
          {"id": 7, "title": "Are pets allowed?", "body": "Dogs are welcome.", "entity": null},
          {"id": "piscine-\u00e9t\u00e9", "body": "There is a swimming pool.\\nOn the roof.", "more": [1]},
          {"id": "garden", "title": "The garden closes at nine"},
          {"title": "Nobody's", "body": "It has no id."}
        ]
        """
            .replace("\n", "\r\n"));
    Files.writeString(
        queries,
        """
        {"text": "can i bring my dog", "history": ["Agent: hello"], "relevant": [7, "elsewhere"]}
        {"text": "is there a swimming pool", "relevant": "piscine-\u00e9t\u00e9",
         "history": [{"speaker": "agent", "text": "hello"}]}
        {"text": "when does the garden close", "relevant": ["garden"], "history": null}
        {"text": ""}
        """);
    assertThat(
            run(
                "eval",
                "--json",
                "--articles",
                articles.toString(),
                "--queries",
                queries.toString()))
        .as(err.toString())
        .isZero();
    JsonNode figures = new ObjectMapper().readTree(out.toString());
    assertThat(err.toString()).contains("article '' left out: its id is empty");
    assertThat(figures.get("queries").asInt()).isEqualTo(4);
    assertThat(figures.at("/stages/mix/mrrAt5").asDouble()).isEqualTo(1.0);
  }

  @Test
  void whatIsMeasuredHasTheNamesThatProgramsKnow() throws IOException {
    int status =
        run("eval", "--json", "--articles", articles.toString(), "--queries", queries.toString());
    assertThat(status).as(err.toString()).isZero();
    assertThat(err.toString()).contains("article 'none' left out: no text");
    JsonNode figures = new ObjectMapper().readTree(out.toString());
    assertThat(figures.get("queries").asInt()).isEqualTo(3);
    assertThat(figures.at("/stages/mix/mrrAt5").asDouble()).isEqualTo(1.0);
    for (String pointer :
        new String[] {
          "/stages/bm25/hitAt1", "/stages/vector/hitAt3", "/stages/mix/hitAt5",
          "/showCard/precision", "/showCard/recall", "/showCard/f1",
          "/msPerQuery/p50", "/msPerQuery/p99"
        }) {
      assertThat(figures.at(pointer).isNumber()).as(pointer).isTrue();
    }
  }

  @Test
  void aSearchShowsTheCardWhereItStandsAndWhatMatchedOrWhyThereIsNone() {
    String index = folder.resolve("index").toString();
    assertThat(
            run(
                "search",
                "--articles",
                articles.toString(),
                "--index",
                index,
                "--before",
                "i am at the grand hotel",
                "is there a swimming pool here"))
        .isZero();
    assertThat(out.toString()).contains("1 card\n", "\ncard ", "pool  (matched: swimming pool)");
    assertThat(run("search", "--articles", articles.toString(), "--index", index, "thank you"))
        .isZero();
    assertThat(out.toString()).contains("no card: nothing is asked");
  }

  private int run(String... arguments) {
    CommandLine commandLine = CommandLineFactory.create();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 1];
    all[0] = "knowledge";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return commandLine.execute(all);
  }
}
