package io.cueline.workbench.knowledge;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.kafka.WholeTopic;
import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaTopic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The articles that stand in the topic now: the last version of each that is not removed. */
public final class LiveArticles {

  private final Map<String, KnowledgeArticle> articles = new LinkedHashMap<>();
  private final AvroSerde<KnowledgeArticle> serde;

  private LiveArticles(AvroSerde<KnowledgeArticle> serde) {
    this.serde = serde;
  }

  /** Reads the topic once, to its end; what cannot be read keeps its last good version. */
  public static List<KnowledgeArticle> read(KafkaAccess kafka) {
    TopicNames names = new TopicNames(kafka.prefix());
    SchemaTopic schemas = new SchemaTopic(kafka.clientConfig(), names);
    LiveArticles live =
        new LiveArticles(AvroSerde.of(Topics.KNOWLEDGE_ARTICLES, schemas.directory()));
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      WholeTopic.read(consumer, names.of(Topics.KNOWLEDGE_ARTICLES), live::take);
    }
    return List.copyOf(live.articles.values());
  }

  private void take(ConsumerRecord<String, byte[]> row) {
    if (row.value() == null) {
      articles.remove(row.key());
      return;
    }
    try {
      articles.put(row.key(), serde.deserialize(row.topic(), row.value()));
    } catch (SerializationException poison) {
      // As the product does: what was good stays.
      return;
    }
  }
}
