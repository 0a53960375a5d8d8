package io.cueline.publisher.desktop.browser;

import io.cueline.broker.SharedBroker;
import io.cueline.publisher.PublisherService;
import io.cueline.publisher.PublisherSettings;
import io.cueline.publisher.desktop.Viewer;
import io.cueline.publisher.desktop.kafka.TopicFollower;
import io.cueline.publisher.desktop.token.TokenMint;
import io.cueline.publisher.desktop.token.TokenSettings;
import io.cueline.publisher.testing.FakeTenant;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.kafka.WholeTopic;
import io.cueline.runtime.service.ServiceHost;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.InteractionPartitioner;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A whole publisher with its desktop, on topics of its own, and what its users have. */
final class LiveDesktop implements AutoCloseable {

  private static final int PARTITIONS = 2;
  private static final String SECRET = "a secret for the desktops of a test";

  private final FakeTenant tenant = new FakeTenant();
  private final TopicNames names;
  private final SchemaDirectory schemas = SchemaDirectory.compiledIn();
  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", SharedBroker.INSTANCE.bootstrapServers(), "linger.ms", 0),
          new StringSerializer(),
          new ByteArraySerializer());
  private Settings settings;
  private ServiceHost host;

  LiveDesktop(String name) {
    String prefix = SharedBroker.freshPrefix(name);
    names = new TopicNames(prefix);
    createTopics();
    List<Setting<?>> catalogue =
        Stream.of(KafkaAccess.SETTINGS, CxoneSettings.ALL, HttpSettings.ALL, PublisherSettings.ALL)
            .<Setting<?>>flatMap(List::stream)
            .toList();
    settings =
        Settings.defaults(catalogue)
            .with(KafkaAccess.BOOTSTRAP, SharedBroker.INSTANCE.bootstrapServers())
            .with(KafkaAccess.PREFIX, prefix)
            .with(KafkaAccess.TENANT, "demo")
            .with(CxoneSettings.VARIABLES, "tenantUrl=" + tenant.url())
            .with(CxoneSettings.CLIENT_ID, "publisher")
            .with(CxoneSettings.CLIENT_SECRET, "secret")
            .with(TokenSettings.SECRET, SECRET)
            .with(HttpSettings.PORT, "0");
    host = ServiceHost.start(settings, PublisherService::start);
    settings = settings.with(HttpSettings.PORT, Integer.toString(host.context().http().port()));
  }

  /** Where a page is, with the viewer's token. */
  String page(Viewer viewer) {
    String token =
        new TokenMint(SECRET, "demo")
            .mint(
                viewer,
                Optional.empty(),
                Instant.now().plus(Duration.ofMinutes(5)),
                Optional.empty(),
                Optional.empty());
    String path = viewer instanceof Viewer.Agent ? "" : "supervisor";
    return host.context().http().address() + "/agent-desktop/" + path + "#token=" + token;
  }

  void stop() {
    host.close();
  }

  /** Where it was before, as a load balancer would make it look. */
  void startAgain() {
    host = ServiceHost.start(settings, PublisherService::start);
  }

  /** When it was handed to the producer, in epoch milliseconds; returns once Kafka has it. */
  <T extends SpecificRecord> long publish(Topic<T> topic, String key, String call, T value) {
    int partition = InteractionPartitioner.partition(call, PARTITIONS);
    byte[] bytes = AvroSerde.of(topic, schemas).serialize("", value);
    long at = System.currentTimeMillis();
    try {
      producer.send(new ProducerRecord<>(names.of(topic), partition, key, bytes)).get();
    } catch (ExecutionException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
    return at;
  }

  /** All that agents have done, by the topic. */
  List<Feedback> feedback() {
    List<Feedback> found = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", SharedBroker.INSTANCE.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      AvroSerde<Feedback> serde = AvroSerde.of(Topics.FEEDBACK, schemas);
      WholeTopic.read(
          consumer,
          names.of(Topics.FEEDBACK),
          row -> found.add(serde.deserialize(row.topic(), row.value())));
    }
    return found;
  }

  private void createTopics() {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", SharedBroker.INSTANCE.bootstrapServers()))) {
      List<NewTopic> topics =
          Stream.concat(
                  TopicFollower.FOLLOWED.stream(),
                  Stream.of(Topics.SCHEMAS, Topics.DELIVERIES, Topics.CLIENT_PAUSES))
              .map(
                  topic ->
                      new NewTopic(names.of(topic), topic.partitions(PARTITIONS), (short) 1)
                          .configs(topic.config()))
              .toList();
      admin.createTopics(topics).all().get();
    } catch (ExecutionException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    host.close();
    producer.close();
    tenant.close();
  }
}
