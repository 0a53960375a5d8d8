package io.cueline.workbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Whoever asks wrongly, or for what cannot be had, reads a sentence that says how to mend it. */
final class UnhappyPathTest {

  private static final int COULD_NOT = 1;
  private static final int ASKED_WRONGLY = 2;

  @TempDir private Path folder;

  /** What a command said and how it ended. */
  private record Answer(int status, String out, String err) {}

  static Stream<Arguments> askedWrongly() {
    return Stream.of(
        Arguments.of("Which command?", new String[] {}),
        Arguments.of("Did you mean", new String[] {"dmo"}),
        Arguments.of("'fast' is not a double", new String[] {"demo", "--speed", "fast"}),
        Arguments.of("above 0", new String[] {"demo", "--speed", "0"}),
        Arguments.of("--spede", new String[] {"demo", "--spede", "1"}),
        Arguments.of("INTERACTION", new String[] {"why"}),
        Arguments.of("is not an int", new String[] {"broker", "--port", "x"}));
  }

  @ParameterizedTest
  @MethodSource("askedWrongly")
  void aCommandThatMakesNoSense(String hint, String[] command) {
    Answer answer = run(command);

    assertThat(answer.status).isEqualTo(ASKED_WRONGLY);
    assertThat(answer.err).contains(hint);
    assertNoTrace(answer);
  }

  @Test
  void aMissingCallFile() {
    Answer answer = run("demo", "--headless", "--calls", "nowhere.jsonl", "--data", data());

    assertThat(answer.status).isEqualTo(COULD_NOT);
    assertThat(answer.err).contains("cannot read nowhere.jsonl: no such file");
    assertNoTrace(answer);
  }

  @Test
  void aCallFileThatIsNone() throws Exception {
    Path calls = Files.writeString(folder.resolve("calls.jsonl"), "{\"interactionId\": 1\n");

    Answer answer = run("demo", "--headless", "--calls", calls.toString(), "--data", data());

    assertThat(answer.status).isEqualTo(COULD_NOT);
    assertThat(answer.err).contains("calls.jsonl:1");
    assertNoTrace(answer);
  }

  @Test
  void aRuleOfUnknownKind() throws Exception {
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            """
            rules:
              - id: no-guarantees
                kind: forbidden
                phrases: [guarantee]
            """);

    Answer answer = run("demo", "--headless", "--rules", rules.toString(), "--data", data());

    assertThat(answer.status).isEqualTo(COULD_NOT);
    assertThat(answer.err).contains("rules.yaml:3").contains("forbidden").contains("prohibited");
    assertNoTrace(answer);
  }

  @Test
  void aReportThatCannotBeWritten() {
    Answer answer = run("demo", "--headless", "--report", "/nowhere/r.json", "--data", data());

    assertThat(answer.status).isEqualTo(COULD_NOT);
    assertThat(answer.err).contains("/nowhere");
    assertNoTrace(answer);
  }

  @Test
  void anOccupiedPort() throws Exception {
    try (ServerSocket occupied = new ServerSocket(0)) {
      Answer answer = run("broker", "--port", Integer.toString(occupied.getLocalPort()));

      assertThat(answer.status).isEqualTo(COULD_NOT);
      assertThat(answer.err).contains(Integer.toString(occupied.getLocalPort()));
      assertNoTrace(answer);
    }
  }

  @Test
  void aStoryOfACallThatNeverWas() {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      Path settings = settings("kafka.bootstrap-servers = " + broker.bootstrapServers());

      Answer answer = run("topics", "create", "--settings", settings.toString());
      assertThat(answer.err).isEmpty();
      assertThat(answer.status).isZero();
      assertThat(run("topics", "check", "--settings", settings.toString()).status).isZero();

      Answer story = run("why", "nobody", "--settings", settings.toString());
      assertThat(story.status).isEqualTo(COULD_NOT);
      assertThat(story.err).contains("no topic holds a word of interaction 'nobody'");
      assertNoTrace(story);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"topics check", "why nobody", "report"})
  void aKafkaThatDoesNotAnswer(String command) {
    String settings =
        settings("kafka.bootstrap-servers = 127.0.0.1:1\nkafka.start-timeout = 500ms").toString();

    Answer answer = run((command + " --settings " + settings).split(" "));

    assertThat(answer.status).isEqualTo(COULD_NOT);
    assertThat(answer.err).contains("no Kafka answered at 127.0.0.1:1").contains("start it");
    assertNoTrace(answer);
  }

  @Test
  void aSettingWithASlipOfThePen() {
    Answer answer =
        run("topics", "check", "--settings", settings("kafka.bootstrap-server = x").toString());

    assertThat(answer.status).isEqualTo(COULD_NOT);
    assertThat(answer.err).contains("kafka.bootstrap-servers");
    assertNoTrace(answer);
  }

  private Path settings(String line) {
    try {
      return Files.writeString(folder.resolve("settings.properties"), line + "\n");
    } catch (java.io.IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private static void assertNoTrace(Answer answer) {
    assertThat(answer.out + answer.err).doesNotContain("\tat ").doesNotContain("Exception");
  }

  private static Answer run(String... command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = CommandLineFactory.create();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    int status = commandLine.execute(command);
    return new Answer(status, out.toString(), err.toString());
  }
}
