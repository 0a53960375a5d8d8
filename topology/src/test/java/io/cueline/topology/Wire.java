package io.cueline.topology;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.runtime.kafka.WholeTopic;
import io.cueline.schemas.Frame;
import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.KnowledgeQuery;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.InteractionPartitioner;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.compliance.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A test's end of the topics. */
final class Wire implements AutoCloseable {

  static final int PARTITIONS = 4;

  private static final SchemaDirectory SCHEMAS = SchemaDirectory.compiledIn();

  private final EmbeddedBroker broker;
  private final TopicNames names;
  private final KafkaProducer<String, byte[]> producer;
  private final Duration shift = Duration.between(Source.START, Instant.now());

  Wire(EmbeddedBroker broker, TopicNames names) {
    this.broker = broker;
    this.names = names;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  boolean hasTopics() {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      return consumer.listTopics().keySet().containsAll(names.of(Topics.ALL));
    }
  }

  void write(Frame frame) {
    send(
        frame,
        InteractionPartitioner.partition(frame.getInteractionId(), PARTITIONS),
        frame.getInteractionId());
  }

  void everywhere(Frame frame) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      send(frame, partition, frame.getSource());
    }
  }

  void write(KnowledgeArticle article) {
    write(Topics.KNOWLEDGE_ARTICLES, article.getId(), article);
  }

  void write(KnowledgeQuery query) {
    write(Topics.KNOWLEDGE_QUERIES, query.getInteractionId(), query);
  }

  /** Anything, and waits until it stands in the topic's first partition. */
  void write(Topic<?> topic, String key, byte @Nullable [] value)
      throws ExecutionException, InterruptedException {
    producer.send(new ProducerRecord<>(names.of(topic), 0, key, value)).get();
  }

  void flush() {
    producer.flush();
  }

  private <V extends SpecificRecord> void write(Topic<V> topic, String key, V value) {
    byte[] bytes = AvroSerde.of(topic, SCHEMAS).serialize(names.of(topic), value);
    var _ = producer.send(new ProducerRecord<>(names.of(topic), key, bytes));
  }

  /** Stamped as of today: a broker deletes what is stamped long ago. */
  private void send(Frame written, int partition, String key) {
    Frame frame =
        Frame.newBuilder(written)
            .setAt(written.getAt().plus(shift))
            .setReadUpTo(written.getReadUpTo() == null ? null : written.getReadUpTo().plus(shift))
            .build();
    String topic = names.of(Topics.TRANSCRIPT_FRAMES);
    byte[] value = AvroSerde.of(Topics.TRANSCRIPT_FRAMES, SCHEMAS).serialize(topic, frame);
    var _ =
        producer.send(
            new ProducerRecord<>(topic, partition, frame.getAt().toEpochMilli(), key, value));
  }

  /** Without a group, committed records only. */
  KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  /** From its beginning. */
  KafkaConsumer<String, byte[]> reader(Topic<?> topic) {
    KafkaConsumer<String, byte[]> consumer = consumer();
    List<TopicPartition> partitions = WholeTopic.partitions(consumer, names.of(topic)).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  static <V extends SpecificRecord> V value(Topic<V> topic, ConsumerRecord<String, byte[]> row) {
    return AvroSerde.of(topic, SCHEMAS).deserialize(row.topic(), row.value());
  }

  /** All that is committed in a topic now. */
  <V extends SpecificRecord> List<V> read(Topic<V> topic) {
    return rows(topic).stream().map(row -> value(topic, row)).toList();
  }

  List<ConsumerRecord<String, byte[]>> rows(Topic<?> topic) {
    return rows(topic.baseName());
  }

  List<ConsumerRecord<String, byte[]>> rows(String topicBaseName) {
    List<ConsumerRecord<String, byte[]>> rows = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      WholeTopic.read(consumer, names.prefix() + topicBaseName, rows::add);
    }
    return rows;
  }

  @Override
  public void close() {
    producer.close();
  }
}
