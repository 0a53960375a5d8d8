package io.cueline.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.schemas.Card;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Insight;
import io.cueline.schemas.KnowledgeQuery;
import io.cueline.schemas.Speaker;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.compliance.Source;
import io.cueline.topology.knowledge.index.Articles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service killed (SIGKILL) again and again while words are being gathered. */
@Tag("long")
class KilledInMidBufferTest {

  private static final Logger LOG = LoggerFactory.getLogger(KilledInMidBufferTest.class);
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int KILLS = 6;
  private static final int CALLS = 40;
  private static final TopicNames NAMES = new TopicNames("killed.");

  @TempDir private Path folder;

  private final Random random = new Random(20);
  private final Source source = new Source("stream");

  /** Words of each call as they were written. */
  private final Map<String, List<String>> said = new TreeMap<>();

  private long now = 1_000;
  private int words;

  @Test
  void noFragmentIsLostAndNoneAnsweredTwice() throws IOException, InterruptedException {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Wire wire = new Wire(broker, NAMES)) {
      Process process = TopologyProcess.start(settings(broker), folder.resolve("log"));
      try {
        await().atMost(LONG).until(() -> wire.hasTopics());
        wire.write(Articles.PIN);
        wire.everywhere(source.connect(0));
        for (int kill = 0; kill < KILLS; kill++) {
          long read = askedWords(wire).values().stream().mapToLong(List::size).sum();
          speak(wire, 400);
          // In the middle of it: some has been asked, much is being gathered.
          await().atMost(LONG).until(() -> wordsIn(askedWords(wire)) > read);
          speak(wire, random.nextInt(200));
          assertThat(wordsIn(askedWords(wire))).isLessThan(words);
          process.destroyForcibly().waitFor();
          process = TopologyProcess.start(settings(broker), folder.resolve("log"));
        }
        for (String call : said.keySet()) {
          wire.write(source.end(now + 20_000, call));
        }
        await()
            .atMost(LONG)
            .untilAsserted(() -> assertThat(wordsIn(askedWords(wire))).isEqualTo(words));
        assertAllOnce(wire);
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private void assertAllOnce(Wire wire) {
    assertThat(askedWords(wire)).isEqualTo(said);
    List<KnowledgeQuery> queries = wire.read(Topics.KNOWLEDGE_QUERIES);
    List<Insight> insights = wire.read(Topics.INSIGHTS);
    assertThat(queries).extracting(KnowledgeQuery::getQueryId).doesNotHaveDuplicates();
    assertThat(insights).extracting(Insight::getInsightId).doesNotHaveDuplicates();
    assertThat(
            insights.stream()
                .flatMap(
                    insight ->
                        insight.getCards().stream()
                            .map(Card::getId)
                            .map(id -> insight.getInteractionId() + " " + id)))
        .doesNotHaveDuplicates();
    LOG.atInfo()
        .addKeyValue("kills", KILLS)
        .addKeyValue("fragments", words)
        .addKeyValue("queries", queries.size())
        .addKeyValue("insights", insights.size())
        .log("killed in mid-buffer");
  }

  private void speak(Wire wire, int fragments) {
    for (int each = 0; each < fragments; each++) {
      now += 40;
      String call = "call-" + random.nextInt(CALLS);
      String word = random.nextInt(6) == 0 ? "how do I reset a forgotten pin w" : "w";
      wire.write(
          Frame.newBuilder(source.says(now, call, Speaker.CUSTOMER, word + words + "?"))
              .setKind(random.nextBoolean() ? FrameKind.FRAGMENT : FrameKind.UTTERANCE)
              .build());
      said.computeIfAbsent(call, any -> new ArrayList<>()).add("w" + words + "?");
      words++;
      if (each % 12 == 11) {
        wire.everywhere(source.tick(now));
      }
    }
    wire.flush();
  }

  /** The numbered words of each call in the order in which they were asked. */
  private static Map<String, List<String>> askedWords(Wire wire) {
    Map<String, List<String>> asked = new TreeMap<>();
    for (KnowledgeQuery query : wire.read(Topics.KNOWLEDGE_QUERIES)) {
      for (String word : query.getText().split(" ", -1)) {
        if (word.matches("w[0-9]+\\?")) {
          asked.computeIfAbsent(query.getInteractionId(), any -> new ArrayList<>()).add(word);
        }
      }
    }
    return asked;
  }

  private static long wordsIn(Map<String, List<String>> words) {
    return words.values().stream().mapToLong(List::size).sum();
  }

  private Map<String, String> settings(EmbeddedBroker broker) {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap-servers", broker.bootstrapServers());
    settings.put("kafka.prefix", NAMES.prefix());
    settings.put("kafka.interaction-partitions", Integer.toString(Wire.PARTITIONS));
    settings.put("http.port", "0");
    settings.put(TopologySettings.FOLDER.key(), folder.resolve("state").toString());
    settings.put(TopologySettings.CREATE_TOPICS.key(), "true");
    settings.put(TopologySettings.INITIAL_RULES.key(), "default");
    settings.put(TopologySettings.STANDBYS.key(), "0");
    settings.put("knowledge.folder", folder.resolve("knowledge").toString());
    return settings;
  }
}
