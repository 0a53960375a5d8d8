package io.cueline.topology.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Card;
import io.cueline.schemas.Insight;
import io.cueline.schemas.KnowledgeQuery;
import io.cueline.schemas.KnowledgeResult;
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
import java.util.Optional;
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
  private Optional<Duration> waitForRemote = Optional.empty();
  private TopologyTestDriver driver;
  private TestInputTopic<String, KnowledgeQuery> queries;
  private TestInputTopic<String, KnowledgeResult> results;
  private TestOutputTopic<String, Insight> insights;

  @BeforeEach
  void start() {
    index = ArticleIndex.open(folder.resolve("index"));
    index.put("kb-1", Articles.PIN);
    index.put("kb-2", Articles.FEES);
    index.put("kb-3", Articles.article("kb-3", "Opening hours", "Branches open at nine."));
    index.refresh();
    open();
  }

  private void open() {
    TopicNames names = new TopicNames("t.");
    driver = new TopologyTestDriver(topology(names), config(), NOW);
    queries =
        driver.createInputTopic(
            names.of(Topics.KNOWLEDGE_QUERIES),
            new StringSerializer(),
            AvroSerde.of(Topics.KNOWLEDGE_QUERIES, directory));
    results =
        driver.createInputTopic(
            names.of(Topics.KNOWLEDGE_RESULTS),
            new StringSerializer(),
            AvroSerde.of(Topics.KNOWLEDGE_RESULTS, directory));
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
    assertThat(card.getMatched()).containsExactly("reset", "forgotten PIN");
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
  void whereTheTenantIsAskedItsResultIsWaitedForAndAnsweredByInItsOrder() {
    remote();
    ask("call-1", "q-1", FEE_QUESTION, NOW);
    nextRound();
    assertThat(insights.isEmpty()).isTrue();

    found("call-1", "q-0", card("kb-0"));
    found("call-1", "q-1", card("kb-8"), card("kb-7"));
    found("call-1", "q-1", card("kb-6"));
    Insight insight = insights.readValue();
    assertThat(insights.isEmpty()).isTrue();
    assertThat(insight.getAnsweredBy()).isEqualTo("remote");
    assertThat(insight.getFallback()).isNull();
    assertThat(insight.getCards()).extracting(Card::getId).containsExactly("kb-8", "kb-7");

    ask("call-1", "q-2", FEE_QUESTION, NOW);
    found("call-1", "q-2", card("kb-8"), card("kb-9"));
    Card next = insights.readValue().getCards().getFirst();
    assertThat(next.getId()).isEqualTo("kb-9");
    assertThat(next.getPriority()).isEqualTo(1);
  }

  @Test
  void whereTheTenantFailsOrIsLateTheLocalArticlesAnswerAndSaySo() {
    remote();
    ask("call-1", "q-1", FEE_QUESTION, NOW);
    ask("call-2", "q-2", FEE_QUESTION, NOW);
    results.pipeInput("call-1", result("q-1").setFailure("503: hung").build());
    Insight failed = insights.readValue();
    assertThat(failed.getInsightId()).isEqualTo("q-1");
    assertThat(failed.getAnsweredBy()).isEqualTo("local");
    assertThat(failed.getFallback()).isEqualTo("503: hung");
    assertThat(failed.getCards().getFirst().getId()).isEqualTo("kb-2");

    nextRound();
    assertThat(insights.isEmpty()).isTrue();
    driver.advanceWallClockTime(Duration.ofSeconds(2));
    Insight late = insights.readValue();
    assertThat(late.getInsightId()).isEqualTo("q-2");
    assertThat(late.getFallback()).isEqualTo("the tenant's search did not answer in time");
    found("call-2", "q-2", card("kb-7"));
    assertThat(insights.isEmpty()).isTrue();
    assertThat(count("fell-back")).isEqualTo(2);
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
                Source: results (topics: [t.knowledge-results])
                  --> look-up
                Processor: look-up (stores: [look-ups])
                  --> insights
                  <-- queries, results
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
    LookUpRules rules =
        new LookUpRules(Duration.ofSeconds(5), Duration.ofHours(4), 5, waitForRemote);
    LookUpMetrics counts = new LookUpMetrics(metrics);
    return KnowledgeTopology.build(
        names, directory, () -> new LookUpProcessor(lookUp, counts, rules));
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

  private void remote() {
    driver.close();
    waitForRemote = Optional.of(Duration.ofSeconds(2));
    open();
  }

  private void found(String interaction, String query, Card... cards) {
    results.pipeInput(interaction, result(query).setCards(List.of(cards)).build());
  }

  private static KnowledgeResult.Builder result(String query) {
    return KnowledgeResult.newBuilder()
        .setQueryId(query)
        .setTenant("demo")
        .setInteractionId("any")
        .setFoundAt(NOW);
  }

  private static Card card(String id) {
    return Card.newBuilder()
        .setId(id)
        .setTitle("Title")
        .setPriority(1)
        .setScore(0.5)
        .setCitation(id)
        .setSnippet("text")
        .build();
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
