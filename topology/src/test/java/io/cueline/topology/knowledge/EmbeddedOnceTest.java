package io.cueline.topology.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.kafka.WholeTopic;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.KnowledgeVectors;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicAdmin;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.knowledge.index.Articles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on one broker: who embeds, what each of them finds, what a restart costs. */
class EmbeddedOnceTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final TopicNames NAMES = new TopicNames("once.");
  private static final SchemaDirectory DIRECTORY = SchemaDirectory.compiledIn();
  private static final int ARTICLES = 40;
  private static final int PARTITIONS = 4;

  @TempDir private Path folder;

  @Test
  void eachArticleIsEmbeddedByOneAndFoundByAllOverRestarts()
      throws ExecutionException, InterruptedException {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        KafkaProducer<String, byte[]> producer = producer(broker)) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        new TopicAdmin(admin, NAMES).create(PARTITIONS, Optional.of((short) 1));
      }
      for (int each = 0; each < ARTICLES; each++) {
        write(producer, article(each, "text"));
      }
      write(producer, Articles.article("kb-empty", "Empty", ""));
      ServiceContext one = context(broker, "one");
      ServiceContext two = context(broker, "two");
      try (KnowledgeApp first = KnowledgeApp.start(one, DIRECTORY);
          KnowledgeApp second = KnowledgeApp.start(two, DIRECTORY)) {
        assertThat(first.name()).isEqualTo(second.name());
        await().atMost(SOON).until(() -> vectors(one) == ARTICLES && vectors(two) == ARTICLES);
        assertThat(embedded(one) + embedded(two)).isEqualTo(ARTICLES + 1);

        write(producer, article(7, "another text"));
        write(producer, article(8, "text"));
        send(producer, "kb-9", null);
        await()
            .atMost(SOON)
            .until(
                () ->
                    rows(broker).stream()
                        .anyMatch(r -> r.value() == null && r.key().equals("kb-9")));
        await()
            .atMost(SOON)
            .until(() -> vectors(one) == ARTICLES - 1 && vectors(two) == ARTICLES - 1);
        await().atMost(SOON).until(() -> written(broker, "kb-7") == 2);
        assertThat(written(broker, "kb-8")).isEqualTo(1);
        await().atMost(SOON).until(() -> one.health().notReady().isEmpty());
      }
      one.http().close();
      two.http().close();
      int before = rows(broker).size();

      ServiceContext again = context(broker, "one");
      try (KnowledgeApp app = KnowledgeApp.start(again, DIRECTORY)) {
        await().atMost(SOON).until(() -> again.health().notReady().isEmpty());
        assertThat(vectors(again)).isEqualTo(ARTICLES - 1);
        assertThat(app.name()).isNotEmpty();
        write(producer, article(100, "new"));
        await().atMost(SOON).until(() -> vectors(again) == ARTICLES);
        assertThat(embedded(again)).isEqualTo(1);
      }
      again.http().close();
      assertThat(rows(broker)).hasSize(before + 1);
    }
  }

  private static KnowledgeArticle article(int number, String text) {
    return Articles.article("kb-" + number, "Title " + number, "Some " + text + " on " + number);
  }

  private static double vectors(ServiceContext context) {
    return context.metrics().get("cueline.knowledge.vectors").gauge().value();
  }

  private static double embedded(ServiceContext context) {
    return context.metrics().counter("cueline.knowledge.embedded", "result", "done").count();
  }

  private static long written(EmbeddedBroker broker, String key) {
    return rows(broker).stream().filter(row -> row.key().equals(key)).count();
  }

  private static List<ConsumerRecord<String, byte[]>> rows(EmbeddedBroker broker) {
    Map<String, Object> client =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
    List<ConsumerRecord<String, byte[]>> rows = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer())) {
      WholeTopic.read(consumer, NAMES.of(Topics.KNOWLEDGE_VECTORS), rows::add);
    }
    AvroSerde<KnowledgeVectors> serde = AvroSerde.of(Topics.KNOWLEDGE_VECTORS, DIRECTORY);
    assertThat(rows.stream().filter(row -> row.value() != null))
        .allSatisfy(
            row -> assertThat(serde.deserialize("v", row.value()).getDimension()).isEqualTo(384));
    return rows;
  }

  private ServiceContext context(EmbeddedBroker broker, String instance) {
    List<Setting<?>> catalogue =
        Stream.of(KafkaAccess.SETTINGS, HttpSettings.ALL, KnowledgeSettings.ALL)
            .<Setting<?>>flatMap(List::stream)
            .toList();
    return ServiceContext.create(
        Settings.defaults(catalogue)
            .with(KafkaAccess.BOOTSTRAP, broker.bootstrapServers())
            .with(KafkaAccess.PREFIX, NAMES.prefix())
            .with(HttpSettings.PORT, "0")
            .with(KnowledgeSettings.MODEL, "mini-lm")
            .with(KnowledgeSettings.FOLDER, folder.resolve(instance).toString()));
  }

  private static KafkaProducer<String, byte[]> producer(EmbeddedBroker broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private static void write(KafkaProducer<String, byte[]> producer, KnowledgeArticle article) {
    send(
        producer,
        article.getId(),
        AvroSerde.of(Topics.KNOWLEDGE_ARTICLES, DIRECTORY).serialize("articles", article));
  }

  private static void send(
      KafkaProducer<String, byte[]> producer,
      String key,
      byte @org.jspecify.annotations.Nullable [] value) {
    var _ = producer.send(new ProducerRecord<>(NAMES.of(Topics.KNOWLEDGE_ARTICLES), key, value));
    producer.flush();
  }
}
