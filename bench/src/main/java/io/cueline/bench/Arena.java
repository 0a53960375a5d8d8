package io.cueline.bench;

import io.cueline.runtime.health.Health;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.Frame;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.app.ComplianceApp;
import io.cueline.topology.app.ComplianceStreamsConfig;
import io.cueline.topology.app.DecisionMetrics;
import io.cueline.topology.app.RevisionHistory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;

/** One round after the other: a topic loaded, an application started, its offsets watched. */
final class Arena {

  private static final List<Topic<?>> TOPICS =
      List.of(
          Topics.TRANSCRIPT_FRAMES,
          Topics.VIOLATIONS,
          Topics.SCORECARDS,
          Topics.DISCLOSURE_STATES,
          Topics.NEAR_MISSES,
          Topics.CUES,
          Topics.KNOWLEDGE_QUERIES,
          Topics.FEEDBACK,
          Topics.TOPOLOGY_ERRORS);
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

  /** Asking earlier only fills the log. */
  private static final Duration LEADERS = Duration.ofMillis(300);

  private static final Duration LOOK = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long ROCKSDB_BYTES = 128L << 20;

  private final String bootstrapServers;
  private final Workload workload;
  private final int partitions;
  private final int threads;

  Arena(String bootstrapServers, Workload workload, int partitions, int threads) {
    this.bootstrapServers = bootstrapServers;
    this.workload = workload;
    this.partitions = partitions;
    this.threads = threads;
  }

  /**
   * Records per second, from the first commit that is seen to the last: tasks begin one by one, the
   * first before the application says that it runs.
   *
   * @param prefix of the topics of this round alone
   */
  double round(Contender contender, String prefix) throws InterruptedException {
    KafkaAccess kafka = new KafkaAccess(bootstrapServers, prefix, "bench", partitions, Map.of());
    TopicNames names = new TopicNames(prefix);
    Path folder = Folders.temporary();
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      createTopics(admin, names);
      Map<TopicPartition, Long> ends = load(admin, kafka, names);
      double rate = run(contender, kafka, names, folder, new Progress(admin, kafka, ends));
      deleteTopics(admin, prefix);
      return rate;
    } catch (ExecutionException failure) {
      throw new IllegalStateException("the broker failed: " + failure.getCause(), failure);
    } finally {
      Folders.delete(folder);
    }
  }

  private void createTopics(Admin admin, TopicNames names)
      throws ExecutionException, InterruptedException {
    List<String> topics = TOPICS.stream().map(names::of).toList();
    admin
        .createTopics(
            topics.stream()
                .map(topic -> new NewTopic(topic, Optional.of(partitions), Optional.empty()))
                .toList())
        .all()
        .get();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    do {
      Thread.sleep(LEADERS);
      pause(deadline);
    } while (!haveLeaders(admin, topics));
  }

  /** Metadata name leaders that do not know it yet; who answers for its offsets does. */
  private boolean haveLeaders(Admin admin, List<String> topics) throws InterruptedException {
    try {
      admin.listOffsets(latest(topics)).all().get();
      return true;
    } catch (ExecutionException notYet) {
      return false;
    }
  }

  private Map<TopicPartition, OffsetSpec> latest(List<String> topics) {
    return topics.stream()
        .flatMap(
            topic ->
                IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition)))
        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
  }

  /** With the changelog: what earlier rounds wrote shall cost later ones nothing. */
  private static void deleteTopics(Admin admin, String prefix)
      throws ExecutionException, InterruptedException {
    List<String> own =
        admin.listTopics().names().get().stream().filter(name -> name.startsWith(prefix)).toList();
    admin.deleteTopics(own).all().get();
  }

  private double run(
      Contender contender, KafkaAccess kafka, TopicNames names, Path folder, Progress progress)
      throws InterruptedException, ExecutionException {
    ComplianceStreamsConfig config =
        new ComplianceStreamsConfig(
            folder, Optional.empty(), SESSION_TIMEOUT, threads, 0, COMMIT_INTERVAL, ROCKSDB_BYTES);
    try (AutoCloseable _ = start(contender, config, kafka, names)) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      long first = progress.committed();
      while (first == 0) {
        pause(deadline);
        first = progress.committed();
      }
      if (first > progress.records() / 2) {
        throw new IllegalStateException(
            "most of %,d records were through at the first look: ask for more with --records"
                .formatted(progress.records()));
      }
      long start = System.nanoTime();
      while (progress.committed() < progress.records()) {
        pause(deadline);
      }
      return (progress.records() - first) / ((System.nanoTime() - start) / 1e9);
    } catch (InterruptedException | ExecutionException | RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private AutoCloseable start(
      Contender contender, ComplianceStreamsConfig config, KafkaAccess kafka, TopicNames names) {
    if (contender == Contender.TOPOLOGY) {
      RevisionHistory rules =
          new RevisionHistory(
              workload::rules, (revision, atMost) -> true, any -> Optional.empty(), Duration.ZERO);
      return ComplianceApp.start(
          config,
          kafka,
          SchemaDirectory.compiledIn(),
          rules,
          new DecisionMetrics(new SimpleMeterRegistry()),
          new Health());
    }
    KafkaStreams streams =
        new KafkaStreams(Baselines.of(contender, names), config.properties(kafka, names));
    streams.start();
    return streams;
  }

  private Map<TopicPartition, Long> load(Admin admin, KafkaAccess kafka, TopicNames names)
      throws ExecutionException, InterruptedException {
    String topic = names.of(Topics.TRANSCRIPT_FRAMES);
    AvroSerde<Frame> serde = AvroSerde.of(Topics.TRANSCRIPT_FRAMES, SchemaDirectory.compiledIn());
    Map<String, Object> config = new HashMap<>(kafka.clientConfig());
    config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      Frame connection = workload.connection();
      for (int partition = 0; partition < partitions; partition++) {
        byte[] bytes = serde.serialize(topic, connection);
        send(
            producer,
            new ProducerRecord<>(
                topic,
                partition,
                connection.getAt().toEpochMilli(),
                connection.getSource(),
                bytes));
      }
      for (Frame frame : workload.frames()) {
        byte[] bytes = serde.serialize(topic, frame);
        send(
            producer,
            new ProducerRecord<>(
                topic, null, frame.getAt().toEpochMilli(), frame.getInteractionId(), bytes));
      }
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(latest(List.of(topic)))
        .all()
        .get()
        .forEach((at, end) -> ends.put(at, end.offset()));
    return ends;
  }

  /** What fails to be loaded is found by the flush and by the count of what is there. */
  private static void send(
      KafkaProducer<String, byte[]> producer, ProducerRecord<String, byte[]> record) {
    var _ = producer.send(record);
  }

  private record Progress(Admin admin, KafkaAccess kafka, Map<TopicPartition, Long> ends) {
    long records() {
      return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Records whose consequences are committed. */
    long committed() throws ExecutionException, InterruptedException {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin
              .listConsumerGroupOffsets(kafka.id("compliance"))
              .partitionsToOffsetAndMetadata()
              .get();
      return offsets.entrySet().stream()
          .filter(each -> ends.containsKey(each.getKey()) && each.getValue() != null)
          .mapToLong(each -> each.getValue().offset())
          .sum();
    }
  }

  private static void pause(long deadline) throws InterruptedException {
    if (System.nanoTime() > deadline) {
      throw new IllegalStateException("not done within " + PATIENCE);
    }
    Thread.sleep(LOOK);
  }
}
