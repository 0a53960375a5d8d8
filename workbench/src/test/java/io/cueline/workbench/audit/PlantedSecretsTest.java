package io.cueline.workbench.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.KnowledgeQuery;
import io.cueline.schemas.Violation;
import io.cueline.schemas.topic.Topics;
import io.cueline.workbench.cli.CommandLineFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A demo whose callers and agents say secrets, in the very words that are kept as evidence and that
 * are looked up; afterwards they are searched for in bytes wherever a demo leaves any.
 */
class PlantedSecretsTest {

  /** By what is searched for: what is said. None of it may get as far as Kafka. */
  private static final Map<String, String> NEVER_WRITTEN =
      Map.of(
          "4111 1111 1111 1111", "my card is 4111 1111 1111 1111 and I want a refund",
          "5500005555555559", "so 5500005555555559 I guarantee we cancel and refund it",
          "four nine two nine",
              "it is four nine two nine oh four four seven six eight two six five"
                  + " three oh six and we guarantee a refund",
          "cvv is 7371", "the cvv is 7371 can you guarantee I get a refund",
          "code is nine four two", "the security code is nine four two I guarantee a refund",
          "pin is 82640", "your pin is 82640 and we guarantee to cancel",
          "pin is eight two six four", "my pin is eight two six four how do I change it");

  /** These may live where a call's words live, and nowhere else. */
  private static final Map<String, String> NEVER_KEPT =
      Map.of(
          "460-89-9847", "your social is 460-89-9847 I guarantee a refund",
          "eight five three three seven one six nine four",
              "it is eight five three three seven one six nine four we guarantee to cancel it",
          "maria.velez@posteo.example",
              "write to maria.velez@posteo.example and we guarantee a refund",
          "jonas dot berg at posteo dot com",
              "jonas dot berg at posteo dot com how do I get a refund can you guarantee that",
          "555-867-5309", "I guarantee they cancel it if you call 555-867-5309",
          "eight six seven five three oh nine two one",
              "call eight six seven five three oh nine two one how do I cancel my card",
          "85731890", "your account 85731890 is what I guarantee to cancel",
          "19th of March 1984", "born on the 19th of March 1984 so I guarantee a refund",
          // The rest of a number whose first half the same speaker said just before.
          "7788 is the rest", "7788 is the rest and we guarantee to refund");

  private static final String FIRST_HALF = "the social is 512-34";

  /** Where a call's words live, see SECURITY.md. */
  private static final Set<String> PLACES_OF_WORDS =
      Set.of("transcript-frames", "rejected-frames", "interactions");

  @TempDir private static Path folder;

  private static final Map<String, List<byte[]>> EVERYTHING = new TreeMap<>();

  @BeforeAll
  static void playTheCalls() throws IOException, ExecutionException, InterruptedException {
    Path calls = Files.write(folder.resolve("calls.jsonl"), calls());
    Path data = folder.resolve("data");
    StringWriter told = new StringWriter();
    CommandLine cueline = CommandLineFactory.create();
    cueline.setOut(new PrintWriter(told));
    cueline.setErr(new PrintWriter(told));
    int status =
        cueline.execute(
            "demo",
            "--json",
            "--speed",
            "500",
            "--data",
            data.toString(),
            "--calls",
            calls.toString());
    assertThat(status).as(told.toString()).isZero();
    Remains.of(data, EVERYTHING);
  }

  /** Each secret in a call of its own, said by both sides. */
  private static List<String> calls() {
    List<String> lines = new ArrayList<>();
    Stream.concat(NEVER_WRITTEN.values().stream(), NEVER_KEPT.values().stream())
        .sorted()
        .forEach(
            words ->
                lines.add(
                    """
                    {"interactionId": "call-%d", "turns": [\
                    {"speaker": "customer", "text": "%s"}, \
                    {"speaker": "customer", "text": "%s"}, \
                    {"speaker": "agent", "text": "%s"}, \
                    {"speaker": "agent", "text": "%s"}, \
                    {"speaker": "customer", "text": "how do I report a lost card"}]}\
                    """
                        .formatted(lines.size(), FIRST_HALF, words, FIRST_HALF, words)));
    return lines;
  }

  @Test
  void theSearchFindsWhatIsThere() throws IOException {
    Set<String> said = new TreeSet<>();
    NEVER_KEPT.keySet().forEach(secret -> said.addAll(placesOf(secret)));
    assertThat(said).contains("topic transcript-frames", "topic interactions");
    assertThat(placesOf("lost card"))
        .contains("topic transcript-frames", "topic knowledge-queries", "topic insights");
    assertThat(EVERYTHING)
        .containsKeys("file log", "file received calls", "file index", "store interactions");
    assertThat(Files.readString(folder.resolve("data/tenant/received.jsonl"))).contains("prompts");
    try (AuditedDemo demo = AuditedDemo.open(folder.resolve("data"))) {
      assertThat(demo.all(Topics.VIOLATIONS))
          .extracting(Violation::getEvidence)
          .anyMatch(words -> words.toString().contains("*"));
      assertThat(demo.all(Topics.KNOWLEDGE_QUERIES))
          .extracting(KnowledgeQuery::getText)
          .anyMatch(words -> words.contains("*"));
    }
  }

  @Test
  void cardsAndCodesAreNowhere() {
    NEVER_WRITTEN.keySet().forEach(secret -> assertThat(placesOf(secret)).as(secret).isEmpty());
  }

  @Test
  void otherSecretsAreOnlyWhereTheWordsOfACallLive() {
    for (String secret : NEVER_KEPT.keySet()) {
      assertThat(placesOf(secret))
          .as(secret)
          .allMatch(place -> PLACES_OF_WORDS.contains(place.substring(place.indexOf(' ') + 1)));
    }
  }

  private static Set<String> placesOf(String secret) {
    byte[] wanted = secret.getBytes(StandardCharsets.UTF_8);
    Set<String> places = new TreeSet<>();
    EVERYTHING.forEach(
        (place, all) -> {
          if (all.stream().anyMatch(bytes -> Remains.contains(bytes, wanted))) {
            places.add(place);
          }
        });
    return places;
  }
}
