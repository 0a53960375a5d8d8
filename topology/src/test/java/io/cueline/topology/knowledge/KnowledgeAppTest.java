package io.cueline.topology.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.runtime.http.HttpReply;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.Card;
import io.cueline.schemas.Insight;
import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicAdmin;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.knowledge.index.Articles;
import io.cueline.topology.knowledge.remote.FakeSearch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The look-up on a real broker: articles in, questions in, cards out, over a restart. */
class KnowledgeAppTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final TopicNames NAMES = new TopicNames("k.");

  @TempDir private static Path folder;

  private static final SchemaDirectory DIRECTORY = SchemaDirectory.compiledIn();
  private static EmbeddedBroker broker;
  private static KafkaProducer<String, byte[]> producer;
  private static KafkaConsumer<String, byte[]> consumer;

  private final List<Insight> insights = new ArrayList<>();

  @BeforeAll
  static void start() throws ExecutionException, InterruptedException {
    broker = EmbeddedBroker.start();
    Map<String, Object> access = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (Admin admin = Admin.create(access)) {
      new TopicAdmin(admin, NAMES).create(2, Optional.of((short) 1));
    }
    producer = new KafkaProducer<>(access, new StringSerializer(), new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "group.id", "test",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(NAMES.of(Topics.INSIGHTS), NAMES.of(Topics.TOPOLOGY_ERRORS)));
  }

  @AfterAll
  static void stop() {
    consumer.close();
    producer.close();
    broker.close();
  }

  @Test
  void followsTheArticlesPastPoisonAnswersAndRestartsWhereItWas() {
    article(Articles.PIN);
    send(NAMES.of(Topics.KNOWLEDGE_ARTICLES), "poison", "no avro".getBytes(StandardCharsets.UTF_8));
    article(Articles.article("kb-9", "Empty", ""));
    article(Articles.FEES);

    running(
        context -> {
          assertThat(articles(context)).isEqualTo(2);
          assertThat(skipped(context, "unreadable")).isEqualTo(1);
          assertThat(skipped(context, "refused")).isEqualTo(1);

          send(NAMES.of(Topics.KNOWLEDGE_QUERIES), "call-1", new byte[] {1, 2, 3});
          ask("call-1", "q-1", "how do I reset a forgotten PIN");
          assertThat(cards(1)).startsWith("kb-1");
          article(Articles.article("kb-4", "Lost luggage", "Report lost luggage at the desk."));
          send(NAMES.of(Topics.KNOWLEDGE_ARTICLES), "kb-2", null);
          await().atMost(SOON).untilAsserted(() -> assertThat(articles(context)).isEqualTo(2));
          await().atMost(SOON).until(() -> context.health().notReady().isEmpty());
        });

    running(
        context -> {
          // Read on from where it was: what was skipped is not met again.
          assertThat(skipped(context, "unreadable")).isZero();
          assertThat(articles(context)).isEqualTo(2);
          ask("call-1", "q-2", "how do I reset a forgotten PIN");
          ask("call-1", "q-3", "what is the fee for a foreign transaction");
          ask("call-2", "q-4", "where do I report lost luggage");
          assertThat(cards(1)).containsExactly("kb-4");
        });
  }

  @Test
  void theTenantsSearchAnswersAndWhereItHangsTheOwnArticlesDo() {
    article(Articles.FEES);
    try (FakeSearch tenant = new FakeSearch()) {
      tenant.answers(
          _ -> HttpReply.text(200, "{\"entities\":[{\"id\":\"far-1\",\"title\":\"Fees\"}]}"));
      Settings remote =
          settings()
              .with(KnowledgeSettings.SOURCE, "remote")
              .with(RemoteSettings.DEADLINE, "1s")
              .with(CxoneSettings.VARIABLES, "tenantUrl=" + tenant.url())
              .with(CxoneSettings.CLIENT_ID, "id")
              .with(CxoneSettings.CLIENT_SECRET, "secret");
      running(
          remote,
          context -> {
            // Its consumer reads from where it joins.
            await()
                .atMost(SOON)
                .until(
                    () -> {
                      ask("call-r1", "r-1", "what is the fee for a foreign transaction");
                      return cards(1).contains("far-1");
                    });
            tenant.hangs();
            ask("call-r2", "r-2", "how high is the fee for foreign transactions");
            assertThat(cards(1)).containsExactly("kb-2");
            assertThat(insights.getLast().getAnsweredBy()).isEqualTo("local");
            assertThat(insights.getLast().getFallback()).contains("in time");
          });
    }
  }

  @Test
  void aDeadlineThatLeavesNoTimeToFallBackIsRefused() {
    Settings settings =
        settings()
            .with(KnowledgeSettings.SOURCE, "remote")
            .with(RemoteSettings.DEADLINE, "5s")
            .with(CxoneSettings.CLIENT_ID, "id")
            .with(CxoneSettings.CLIENT_SECRET, "secret");
    ServiceContext context = ServiceContext.create(settings);
    try {
      assertThatThrownBy(() -> KnowledgeApp.start(context, DIRECTORY))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("knowledge.remote.deadline must be");
    } finally {
      context.http().close();
    }
  }

  @Test
  void saysWhatIsMissing() {
    Settings settings = settings().with(KafkaAccess.PREFIX, "nothing-here.");
    ServiceContext context = ServiceContext.create(settings);
    try {
      assertThatThrownBy(() -> KnowledgeApp.start(context, DIRECTORY))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("nothing-here.knowledge-articles is missing");
    } finally {
      context.http().close();
    }
  }

  private static void running(Consumer<ServiceContext> whatHappens) {
    running(settings(), whatHappens);
  }

  private static void running(Settings settings, Consumer<ServiceContext> whatHappens) {
    ServiceContext context = ServiceContext.create(settings);
    try (KnowledgeApp app = KnowledgeApp.start(context, DIRECTORY)) {
      assertThat(app.name()).isEqualTo("knowledge");
      await().atMost(SOON).until(() -> context.health().notReady().isEmpty());
      whatHappens.accept(context);
      assertThat(context.health().notLive()).isEmpty();
    } finally {
      context.http().close();
    }
  }

  /** Ids of the cards of so many more insights. */
  private List<String> cards(int more) {
    int before = insights.size();
    await()
        .atMost(SOON)
        .until(
            () -> {
              consumer
                  .poll(Duration.ofMillis(100))
                  .records(NAMES.of(Topics.INSIGHTS))
                  .forEach(
                      row ->
                          insights.add(
                              serde(Topics.INSIGHTS).deserialize(row.topic(), row.value())));
              return insights.size() >= before + more;
            });
    return insights.subList(before, insights.size()).stream()
        .flatMap(insight -> insight.getCards().stream())
        .map(Card::getId)
        .toList();
  }

  private static Settings settings() {
    List<Setting<?>> catalogue =
        Stream.of(KafkaAccess.SETTINGS, HttpSettings.ALL, CxoneSettings.ALL, KnowledgeSettings.ALL)
            .<Setting<?>>flatMap(List::stream)
            .toList();
    return Settings.defaults(catalogue)
        .with(KafkaAccess.BOOTSTRAP, broker.bootstrapServers())
        .with(KafkaAccess.PREFIX, "k.")
        .with(HttpSettings.PORT, "0")
        .with(KnowledgeSettings.FOLDER, folder.toString());
  }

  private static double articles(ServiceContext context) {
    return context.metrics().get("cueline.knowledge.articles").gauge().value();
  }

  private static double skipped(ServiceContext context, String reason) {
    return context
        .metrics()
        .counter("cueline.knowledge.articles.skipped", "reason", reason)
        .count();
  }

  private static void article(KnowledgeArticle article) {
    String topic = NAMES.of(Topics.KNOWLEDGE_ARTICLES);
    send(topic, article.getId(), serde(Topics.KNOWLEDGE_ARTICLES).serialize(topic, article));
  }

  private static void ask(String interaction, String id, String text) {
    String topic = NAMES.of(Topics.KNOWLEDGE_QUERIES);
    send(
        topic,
        interaction,
        serde(Topics.KNOWLEDGE_QUERIES)
            .serialize(topic, Queries.query(interaction, id, text, Instant.now())));
  }

  private static <V extends SpecificRecord> AvroSerde<V> serde(Topic<V> topic) {
    return AvroSerde.of(topic, DIRECTORY);
  }

  private static void send(String topic, String key, byte @Nullable [] value) {
    try {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    } catch (InterruptedException | ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
