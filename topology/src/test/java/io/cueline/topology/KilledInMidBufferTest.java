package io.cueline.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.schemas.Card;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Insight;
import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.KnowledgeQuery;
import io.cueline.schemas.Speaker;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.InteractionPartitioner;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.compliance.Source;
import io.cueline.topology.knowledge.index.Articles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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
  private static final int PARTITIONS = 4;
  private static final int KILLS = 6;
  private static final int CALLS = 40;
  private static final TopicNames NAMES = new TopicNames("killed.");
  private static final SchemaDirectory SCHEMAS = SchemaDirectory.compiledIn();

  @TempDir private Path folder;

  private final Random random = new Random(20);
  private final Source source = new Source("stream");
  private final Duration shift = Duration.between(Source.START, Instant.now());

  /** Words of each call as they were written. */
  private final Map<String, List<String>> said = new TreeMap<>();

  private long now = 1_000;
  private int words;

  @Test
  void noFragmentIsLostAndNoneAnsweredTwice() throws IOException, InterruptedException {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        KafkaProducer<String, byte[]> producer = producer(broker)) {
      Process process = TopologyProcess.start(settings(broker), folder.resolve("log"));
      try {
        await().atMost(LONG).until(() -> hasTopics(broker));
        article(producer, Articles.PIN);
        everywhere(producer, source.connect(0));
        for (int kill = 0; kill < KILLS; kill++) {
          long read = askedWords(broker).values().stream().mapToLong(List::size).sum();
          speak(producer, 400);
          // In the middle of it: some has been asked, much is being gathered.
          await().atMost(LONG).until(() -> wordsIn(askedWords(broker)) > read);
          speak(producer, random.nextInt(200));
          assertThat(wordsIn(askedWords(broker))).isLessThan(words);
          process.destroyForcibly().waitFor();
          process = TopologyProcess.start(settings(broker), folder.resolve("log"));
        }
        for (String call : said.keySet()) {
          write(producer, source.end(now + 20_000, call));
        }
        await()
            .atMost(LONG)
            .untilAsserted(() -> assertThat(wordsIn(askedWords(broker))).isEqualTo(words));
        assertAllOnce(broker);
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private void assertAllOnce(EmbeddedBroker broker) {
    assertThat(askedWords(broker)).isEqualTo(said);
    List<KnowledgeQuery> queries = read(broker, Topics.KNOWLEDGE_QUERIES);
    List<Insight> insights = read(broker, Topics.INSIGHTS);
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

  private void speak(KafkaProducer<String, byte[]> producer, int fragments) {
    for (int each = 0; each < fragments; each++) {
      now += 40;
      String call = "call-" + random.nextInt(CALLS);
      String word = random.nextInt(6) == 0 ? "how do I reset a forgotten pin w" : "w";
      write(
          producer,
          Frame.newBuilder(source.says(now, call, Speaker.CUSTOMER, word + words))
              .setKind(random.nextBoolean() ? FrameKind.FRAGMENT : FrameKind.UTTERANCE)
              .build());
      said.computeIfAbsent(call, any -> new ArrayList<>()).add("w" + words);
      words++;
      if (each % 12 == 11) {
        everywhere(producer, source.tick(now));
      }
    }
    producer.flush();
  }

  /** The numbered words of each call in the order in which they were asked. */
  private static Map<String, List<String>> askedWords(EmbeddedBroker broker) {
    Map<String, List<String>> asked = new TreeMap<>();
    for (KnowledgeQuery query : read(broker, Topics.KNOWLEDGE_QUERIES)) {
      for (String word : query.getText().split(" ", -1)) {
        if (word.matches("w[0-9]+")) {
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
    settings.put("kafka.interaction-partitions", Integer.toString(PARTITIONS));
    settings.put("http.port", "0");
    settings.put(TopologySettings.FOLDER.key(), folder.resolve("state").toString());
    settings.put(TopologySettings.CREATE_TOPICS.key(), "true");
    settings.put(TopologySettings.INITIAL_RULES.key(), "default");
    settings.put(TopologySettings.STANDBYS.key(), "0");
    settings.put("knowledge.folder", folder.resolve("knowledge").toString());
    return settings;
  }

  private static boolean hasTopics(EmbeddedBroker broker) {
    try (KafkaConsumer<String, byte[]> consumer = consumer(broker)) {
      return consumer.listTopics().keySet().containsAll(NAMES.of(Topics.ALL));
    }
  }

  private static KafkaProducer<String, byte[]> producer(EmbeddedBroker broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private static KafkaConsumer<String, byte[]> consumer(EmbeddedBroker broker) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private static void article(KafkaProducer<String, byte[]> producer, KnowledgeArticle article) {
    String topic = NAMES.of(Topics.KNOWLEDGE_ARTICLES);
    byte[] value = AvroSerde.of(Topics.KNOWLEDGE_ARTICLES, SCHEMAS).serialize(topic, article);
    var _ = producer.send(new ProducerRecord<>(topic, article.getId(), value));
  }

  private void write(KafkaProducer<String, byte[]> producer, Frame frame) {
    send(
        producer,
        frame,
        InteractionPartitioner.partition(frame.getInteractionId(), PARTITIONS),
        frame.getInteractionId());
  }

  private void everywhere(KafkaProducer<String, byte[]> producer, Frame frame) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      send(producer, frame, partition, frame.getSource());
    }
  }

  /** Stamped as of today: a broker deletes what is stamped long ago. */
  private void send(
      KafkaProducer<String, byte[]> producer, Frame written, int partition, String key) {
    Frame frame =
        Frame.newBuilder(written)
            .setAt(written.getAt().plus(shift))
            .setReadUpTo(written.getReadUpTo() == null ? null : written.getReadUpTo().plus(shift))
            .build();
    String topic = NAMES.of(Topics.TRANSCRIPT_FRAMES);
    byte[] value = AvroSerde.of(Topics.TRANSCRIPT_FRAMES, SCHEMAS).serialize(topic, frame);
    var _ =
        producer.send(
            new ProducerRecord<>(topic, partition, frame.getAt().toEpochMilli(), key, value));
  }

  private static <V extends SpecificRecord> List<V> read(EmbeddedBroker broker, Topic<V> topic) {
    AvroSerde<V> serde = AvroSerde.of(topic, SCHEMAS);
    List<V> values = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer(broker)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(NAMES.of(topic)).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        for (ConsumerRecord<String, byte[]> row : consumer.poll(Duration.ofMillis(50))) {
          values.add(serde.deserialize(row.topic(), row.value()));
        }
      }
    }
    return values;
  }
}
