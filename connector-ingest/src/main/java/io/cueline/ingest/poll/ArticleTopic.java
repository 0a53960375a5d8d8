package io.cueline.ingest.poll;

import io.cueline.ingest.article.Article;
import io.cueline.ingest.article.ArticleLedger.Change;
import io.cueline.ingest.kafka.RecordSink;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.kafka.WholeTopic;
import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaTopic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** The topic {@code knowledge-articles}, as the poll knows it. For one thread. */
final class ArticleTopic implements AutoCloseable {

  /** Written under an unreadable record's id, it makes the next full list write the article. */
  private static final String UNREADABLE = "";

  private final KafkaAccess kafka;
  private final TopicNames names;
  private final RecordSink sink;

  ArticleTopic(KafkaAccess kafka, RecordSink sink) {
    this.kafka = kafka;
    this.names = new TopicNames(kafka.prefix());
    this.sink = sink;
  }

  /**
   * The versions of what the topic holds now, by article id.
   *
   * @throws KafkaException when Kafka does not answer
   */
  Map<String, String> versions() {
    String topic = names.of(Topics.KNOWLEDGE_ARTICLES);
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
    AvroSerde<KnowledgeArticle> serde =
        AvroSerde.of(
            Topics.KNOWLEDGE_ARTICLES, new SchemaTopic(kafka.clientConfig(), names).directory());
    Map<String, String> versions = new HashMap<>();
    try (Consumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      WholeTopic.read(consumer, topic, row -> take(row, serde, versions));
    }
    return versions;
  }

  private static void take(
      ConsumerRecord<String, byte[]> row,
      AvroSerde<KnowledgeArticle> serde,
      Map<String, String> versions) {
    if (row.value() == null) {
      versions.remove(row.key());
      return;
    }
    try {
      KnowledgeArticle article = serde.deserialize(row.topic(), row.value());
      String url = article.getUrl();
      versions.put(row.key(), article.getHash() + (url == null ? "" : " " + url));
    } catch (SerializationException unreadable) {
      versions.put(row.key(), UNREADABLE);
    }
  }

  /**
   * Writes changes and waits until Kafka has them all.
   *
   * @throws KafkaException when it did not take one of them; all may be written again
   */
  void write(List<Change> changes, Instant fetchedAt) {
    sink.renewIfBroken();
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    for (Change change : changes) {
      sink.send(
          Topics.KNOWLEDGE_ARTICLES,
          null,
          fetchedAt.toEpochMilli(),
          change.id(),
          value(change, fetchedAt),
          (_, refused) -> failure.compareAndSet(null, refused));
    }
    sink.flush();
    Exception refused = failure.get();
    if (refused != null) {
      throw new KafkaException("Kafka did not take an article", refused);
    }
  }

  private byte @Nullable [] value(Change change, Instant fetchedAt) {
    return switch (change) {
      case Change.Remove _ -> null;
      case Change.Put(Article article) ->
          sink.bytes(
              Topics.KNOWLEDGE_ARTICLES,
              KnowledgeArticle.newBuilder()
                  .setId(article.id())
                  .setTitle(article.title())
                  .setBody(article.body())
                  .setUrl(article.url().orElse(null))
                  .setEntity(article.entity().orElse(null))
                  .setHash(article.hash())
                  .setFetchedAt(fetchedAt)
                  .build());
    };
  }

  @Override
  public void close() {
    sink.close(Duration.ZERO);
  }
}
