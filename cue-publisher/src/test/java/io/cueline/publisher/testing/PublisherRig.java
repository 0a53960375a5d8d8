package io.cueline.publisher.testing;

import io.cueline.broker.SharedBroker;
import io.cueline.publisher.PublisherService;
import io.cueline.publisher.PublisherSettings;
import io.cueline.publisher.desktop.hub.DesktopSettings;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.kafka.WholeTopic;
import io.cueline.runtime.service.Service;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.Cue;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.InteractionPartitioner;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A tenant of its own on a broker: topics under a fresh prefix, a fake tenant, services on both.
 */
public final class PublisherRig implements AutoCloseable {

  public static final int PARTITIONS = 4;

  static final List<Setting<?>> CATALOGUE =
      Stream.of(
              KafkaAccess.SETTINGS,
              CxoneSettings.ALL,
              HttpSettings.ALL,
              PublisherSettings.ALL,
              DesktopSettings.ALL)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  public final FakeTenant tenant = new FakeTenant();
  private final String bootstrap;
  private final String prefix;
  private final TopicNames names;
  private final SchemaDirectory schemas = SchemaDirectory.compiledIn();
  private final AvroSerde<Cue> cues = AvroSerde.of(Topics.CUES, schemas);
  private final AvroSerde<Insight> insights = AvroSerde.of(Topics.INSIGHTS, schemas);
  private final AvroSerde<Feedback> feedback = AvroSerde.of(Topics.FEEDBACK, schemas);
  private final AvroSerde<Delivery> deliveries = AvroSerde.of(Topics.DELIVERIES, schemas);
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> receipts;
  private final List<Delivery> read = new ArrayList<>();

  /** On the broker of all tests. */
  public PublisherRig(String name) {
    this(name, Set.of());
  }

  /**
   * @param more topics beside those that every publisher touches
   */
  public PublisherRig(String name, Set<Topic<?>> more) {
    this.bootstrap = SharedBroker.INSTANCE.bootstrapServers();
    this.prefix = SharedBroker.freshPrefix(name);
    this.names = new TopicNames(prefix);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      // Only those that the publisher touches: each topic costs the broker a moment.
      List<NewTopic> topics =
          Stream.concat(
                  more.stream(),
                  Stream.of(
                      Topics.SCHEMAS,
                      Topics.CUES,
                      Topics.INSIGHTS,
                      Topics.FEEDBACK,
                      Topics.DELIVERIES,
                      Topics.CLIENT_PAUSES))
              .distinct()
              .map(
                  topic ->
                      new NewTopic(names.of(topic), topic.partitions(PARTITIONS), (short) 1)
                          .configs(topic.config()))
              .toList();
      admin.createTopics(topics).all().get();
    } catch (ExecutionException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "max.in.flight.requests.per.connection", 1),
            new StringSerializer(),
            new ByteArraySerializer());
    this.receipts =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        IntStream.range(0, PARTITIONS)
            .mapToObj(each -> new TopicPartition(names.of(Topics.DELIVERIES), each))
            .toList();
    receipts.assign(all);
    receipts.seekToBeginning(all);
  }

  /** A publisher; {@code overrides} are pairs of setting and text. */
  public Running start(Map<Setting<?>, String> overrides) {
    ServiceContext context =
        ServiceContext.create(settings(bootstrap, prefix, tenant.url(), overrides));
    return new Running(context, PublisherService.start(context));
  }

  /** A publisher in a process of its own. */
  public Process startProcess(Map<Setting<?>, String> overrides, Path output) throws IOException {
    return PublisherProcess.start(bootstrap, prefix, tenant.url(), overrides, output);
  }

  static Settings settings(
      String bootstrap, String prefix, String tenantUrl, Map<Setting<?>, String> overrides) {
    Settings settings =
        Settings.defaults(CATALOGUE)
            .with(KafkaAccess.BOOTSTRAP, bootstrap)
            .with(KafkaAccess.PREFIX, prefix)
            .with(CxoneSettings.VARIABLES, "tenantUrl=" + tenantUrl)
            .with(CxoneSettings.CLIENT_ID, "publisher")
            .with(CxoneSettings.CLIENT_SECRET, "secret")
            .with(PublisherSettings.COMMIT_INTERVAL, "200ms");
    for (Map.Entry<Setting<?>, String> entry : overrides.entrySet()) {
      settings = settings.with(entry.getKey(), entry.getValue());
    }
    return settings;
  }

  /** A started publisher. */
  public record Running(ServiceContext context, Service service) implements AutoCloseable {

    public double count(String metric, String... tags) {
      return context.metrics().find(metric).tags(tags).counters().stream()
          .mapToDouble(counter -> counter.count())
          .sum();
    }

    public double gauge(String metric, String... tags) {
      return context.metrics().get(metric).tags(tags).gauge().value();
    }

    @Override
    public void close() {
      service.close();
    }
  }

  public void publish(Cue cue) {
    write(Topics.CUES, cue.getCueId(), cue.getInteractionId(), cues.serialize("", cue));
  }

  public void publish(Feedback of) {
    write(
        Topics.FEEDBACK, of.getInteractionId(), of.getInteractionId(), feedback.serialize("", of));
  }

  public void publish(Insight insight) {
    String interactionId = insight.getInteractionId();
    write(Topics.INSIGHTS, interactionId, interactionId, insights.serialize("", insight));
  }

  /** Anything at all, where an interaction's cues go. */
  public void publishRaw(String interactionId, byte[] value) {
    write(Topics.CUES, "raw", interactionId, value);
  }

  public void flush() {
    producer.flush();
  }

  /** As if nothing had ever been committed: what a crash leaves behind, at its worst. */
  public void forgetCommits() {
    String group = prefix + "publisher";
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.deleteConsumerGroups(List.of(group)).all().get();
    } catch (ExecutionException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Every receipt written so far, in the order of each interaction. */
  public List<Delivery> receipts() {
    boolean more = true;
    while (more) {
      var rows = receipts.poll(Duration.ofMillis(50));
      rows.forEach(row -> read.add(deliveries.deserialize(row.topic(), row.value())));
      more = !rows.isEmpty();
    }
    return List.copyOf(read);
  }

  /** All that agents have done, by the topic. */
  public List<Feedback> done() {
    List<Feedback> found = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      WholeTopic.read(
          consumer,
          names.of(Topics.FEEDBACK),
          row -> found.add(feedback.deserialize(row.topic(), row.value())));
    }
    return found;
  }

  @Override
  public void close() {
    producer.close();
    receipts.close();
    tenant.close();
  }

  private void write(
      Topic<? extends SpecificRecord> topic, String key, String interactionId, byte[] value) {
    int partition = InteractionPartitioner.partition(interactionId, PARTITIONS);
    Future<RecordMetadata> _ =
        producer.send(new ProducerRecord<>(names.of(topic), partition, key, value));
  }
}
