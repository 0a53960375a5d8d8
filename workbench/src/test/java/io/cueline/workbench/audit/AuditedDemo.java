package io.cueline.workbench.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.topic.InteractionPartitioner;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.workbench.cli.AllSettings;
import io.cueline.workbench.demo.DataFolder;
import io.cueline.workbench.demo.DemoOptions;
import io.cueline.workbench.demo.DemoRun;
import io.cueline.workbench.demo.RunProgress;
import io.cueline.workbench.report.Ledger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a demo has left behind, on a broker of its own. */
final class AuditedDemo implements AutoCloseable {

  private final EmbeddedBroker broker;
  private final KafkaAccess kafka;

  private AuditedDemo(EmbeddedBroker broker) {
    this.broker = broker;
    this.kafka =
        KafkaAccess.from(
            Settings.defaults(KafkaAccess.SETTINGS)
                .with(KafkaAccess.BOOTSTRAP, broker.bootstrapServers()));
  }

  /** Runs the demo to its end, on calls of its own or on these. */
  static void run(Path data, Optional<Path> calls, double speed) throws InterruptedException {
    DemoOptions options =
        new DemoOptions(
            calls,
            Optional.empty(),
            Optional.empty(),
            speed,
            Optional.of(data),
            Settings.defaults(AllSettings.ALL));
    try (DataFolder folder = DataFolder.open(data)) {
      assertThat(new DemoRun(options, folder, new Silent()).run())
          .isInstanceOf(DemoRun.Result.Finished.class);
    }
  }

  static AuditedDemo open(Path data) {
    return new AuditedDemo(EmbeddedBroker.start(EmbeddedBroker.Options.in(data.resolve("kafka"))));
  }

  KafkaAccess kafka() {
    return kafka;
  }

  <V extends SpecificRecord> List<V> all(Topic<V> topic) {
    List<V> values = new ArrayList<>();
    try (LogReader log = new LogReader(kafka)) {
      log.read(topic, log.partitions(topic), row -> values.add(row.value()));
    }
    return values;
  }

  /** Writes a record as nobody but the topology should. */
  <V extends SpecificRecord> void write(Topic<V> topic, String key, String interactionId, V value)
      throws ExecutionException, InterruptedException {
    Map<String, Object> config = kafka.clientConfig();
    try (LogReader log = new LogReader(kafka);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      String name = new TopicNames(kafka.prefix()).of(topic);
      int partition = InteractionPartitioner.partition(interactionId, log.partitions(topic).size());
      byte[] bytes = AvroSerde.of(topic, log.schemas()).serialize(name, value);
      producer
          .send(new ProducerRecord<>(name, partition, key.getBytes(StandardCharsets.UTF_8), bytes))
          .get();
    }
  }

  @Override
  public void close() {
    broker.close();
  }

  private static final class Silent implements DemoRun.View {
    @Override
    public void starting(String what) {}

    @Override
    public void playing(Ledger ledger, RunProgress progress, Duration running) {}
  }
}
