package io.cueline.topology.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Card;
import io.cueline.schemas.Insight;
import io.cueline.schemas.KnowledgeQuery;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.knowledge.index.ArticleIndex;
import io.cueline.topology.knowledge.index.Articles;
import io.cueline.topology.knowledge.ranking.Candidate;
import io.cueline.topology.knowledge.ranking.CardRules;
import io.cueline.topology.knowledge.ranking.LookUp;
import io.cueline.topology.knowledge.ranking.Question;
import io.cueline.topology.knowledge.ranking.Retriever;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeTopologyTest {

  private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
  private static final String PIN_QUESTION = "how do I reset a forgotten PIN";
  private static final String FEE_QUESTION = "what is the fee for foreign transactions";

  @TempDir private Path folder;

  private final SchemaDirectory directory = SchemaDirectory.compiledIn();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private ArticleIndex index;
  private boolean sourceIsBroken;
  private TopologyTestDriver driver;
  private TestInputTopic<String, KnowledgeQuery> queries;
  private TestOutputTopic<String, Insight> insights;

  @BeforeEach
  void start() {
    index = ArticleIndex.open(folder.resolve("index"));
    index.put("kb-1", Articles.PIN);
    index.put("kb-2", Articles.FEES);
    index.put("kb-3", Articles.article("kb-3", "Opening hours", "Branches open at nine."));
    index.refresh();
    TopicNames names = new TopicNames("t.");
    driver = new TopologyTestDriver(topology(names), config(), NOW);
    queries =
        driver.createInputTopic(
            names.of(Topics.KNOWLEDGE_QUERIES),
            new StringSerializer(),
            AvroSerde.of(Topics.KNOWLEDGE_QUERIES, directory));
    insights =
        driver.createOutputTopic(
            names.of(Topics.INSIGHTS),
            new StringDeserializer(),
            AvroSerde.of(Topics.INSIGHTS, directory));
  }

  @AfterEach
  void stop() {
    driver.close();
    index.close();
  }

  @Test
  void aQueryThatIsTooOldIsNotAnsweredAndDoesNotPushOutANewerOne() {
    ask("call-1", "q-2", PIN_QUESTION, NOW);
    ask("call-1", "q-1", FEE_QUESTION, NOW.minusMillis(5_001));
    nextRound();
    assertThat(answered()).containsExactly("q-2");
    assertThat(count("stale")).isEqualTo(1);
  }

  @Test
  void aQueryThatBecameTooOldWhileWaitingIsNotAnswered() {
    ask("call-1", "q-1", PIN_QUESTION, NOW.minusMillis(4_995));
    nextRound();
    assertThat(insights.isEmpty()).isTrue();
    assertThat(count("stale")).isEqualTo(1);
    ask("call-1", "q-2", PIN_QUESTION, NOW);
    nextRound();
    assertThat(answered()).containsExactly("q-2");
  }

  @Test
  void theNewestQueryOfAnInteractionWinsUnlessItAsksNothing() {
    ask("call-1", "q-1", PIN_QUESTION, NOW);
    ask("call-2", "q-2", PIN_QUESTION, NOW);
    ask("call-1", "q-3", FEE_QUESTION, NOW);
    ask("call-1", "q-4", "okay thank you", NOW);
    nextRound();
    assertThat(answered()).containsExactlyInAnyOrder("q-3", "q-2");
    assertThat(count("superseded")).isEqualTo(1);
    assertThat(count("nothing-asked")).isEqualTo(1);
    nextRound();
    assertThat(insights.isEmpty()).isTrue();
  }

  @Test
  void whereNoArticleAnswersThereIsNoInsight() {
    ask("call-1", "q-1", "can you recommend a pizza with pepperoni", NOW);
    nextRound();
    assertThat(insights.isEmpty()).isTrue();
    assertThat(count("no-answer")).isEqualTo(1);
  }

  @Test
  void anInsightHoldsTheCardsAndWhatIsNeededToDeliverThem() {
    ask("call-1", "q-1", PIN_QUESTION, NOW.minusMillis(100));
    nextRound();
    TestRecord<String, Insight> row = insights.readRecord();
    assertThat(row.key()).isEqualTo("call-1");
    assertThat(row.timestamp()).isEqualTo(1_000);
    Insight insight = row.value();
    assertThat(insight.getInsightId()).isEqualTo("q-1");
    assertThat(insight.getAgentId()).isEqualTo("agent-7");
    assertThat(insight.getAnsweredBy()).isEqualTo("local");
    assertThat(insight.getDecidedAt()).isEqualTo(NOW.minusMillis(100));
    assertThat(insight.getAnsweredAt()).isAfterOrEqualTo(NOW);
    Card card = insight.getCards().getFirst();
    assertThat(card.getId()).isEqualTo("kb-1");
    assertThat(card.getPriority()).isEqualTo(1);
    assertThat(card.getSnippet()).startsWith("To reset a forgotten PIN open Cards");
    assertThat(card.getMatched()).containsExactly("reset", "forgotten", "PIN");
  }

  @Test
  void aCardIsShownOnceInAnInteractionUntilItIsForgotten() {
    ask("call-1", "q-1", PIN_QUESTION, NOW);
    nextRound();
    ask("call-1", "q-2", PIN_QUESTION, NOW);
    ask("call-2", "q-3", PIN_QUESTION, NOW);
    nextRound();
    assertThat(answered()).containsExactly("q-1", "q-3");

    driver.advanceWallClockTime(Duration.ofHours(5));
    ask("call-1", "q-4", PIN_QUESTION, NOW.plus(Duration.ofHours(5)));
    nextRound();
    assertThat(answered()).containsExactly("q-4");
  }

  @Test
  void aSourceThatFailsLosesThatAnswerAndNoOther() {
    sourceIsBroken = true;
    ask("call-1", "q-1", PIN_QUESTION, NOW);
    nextRound();
    assertThat(count("failed")).isEqualTo(1);
    sourceIsBroken = false;
    ask("call-1", "q-2", PIN_QUESTION, NOW);
    nextRound();
    assertThat(answered()).containsExactly("q-2");
  }

  @Test
  void theTopologyIsNamedThroughout() {
    assertThat(topology(new TopicNames("t.")).describe().toString())
        .isEqualTo(
            """
            Topologies:
               Sub-topology: 0
                Source: queries (topics: [t.knowledge-queries])
                  --> look-up
                Processor: look-up (stores: [look-ups])
                  --> insights
                  <-- queries
                Sink: insights (topic: t.insights)
                  <-- look-up

            """);
  }

  private Topology topology(TopicNames names) {
    Retriever source =
        new Retriever() {
          @Override
          public List<Candidate> find(Question question, int limit) {
            if (sourceIsBroken) {
              throw new UncheckedIOException(new java.io.IOException("disk gone"));
            }
            return index.find(question, limit);
          }

          @Override
          public String name() {
            return index.name();
          }
        };
    LookUp lookUp = new LookUp(source, index.analysis(), CardRules.DEFAULT);
    LookUpMetrics counts = new LookUpMetrics(metrics);
    return KnowledgeTopology.build(
        names,
        directory,
        () -> new LookUpProcessor(lookUp, counts, Duration.ofSeconds(5), Duration.ofHours(4)));
  }

  private Properties config() {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "t.knowledge");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    config.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("streams").toString());
    return config;
  }

  private void ask(String interaction, String id, String text, Instant decidedAt) {
    queries.pipeInput(interaction, Queries.query(interaction, id, text, decidedAt));
  }

  private void nextRound() {
    driver.advanceWallClockTime(LookUpProcessor.ROUND);
  }

  private List<String> answered() {
    return insights.readValuesToList().stream().map(Insight::getInsightId).toList();
  }

  private double count(String result) {
    return metrics.counter("cueline.knowledge.queries", "result", result).count();
  }
}
