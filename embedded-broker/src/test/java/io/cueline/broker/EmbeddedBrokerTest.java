package io.cueline.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedBrokerTest {

  @Test
  void saysWhichPortIsTaken() {
    try (EmbeddedBroker first = EmbeddedBroker.start()) {
      EmbeddedBroker.Options same = EmbeddedBroker.Options.temporary().withPort(first.port());

      assertThatThrownBy(() -> EmbeddedBroker.start(same))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("127.0.0.1:" + first.port())
          .hasMessageContaining("another port");
    }
  }

  @Test
  void saysWhyAFolderCannotBeUsed(@TempDir Path temp) throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "not a folder");

    assertThatThrownBy(() -> EmbeddedBroker.start(EmbeddedBroker.Options.in(file)))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void refusesAFolderThatAnotherBrokerHolds(@TempDir Path temp) {
    try (EmbeddedBroker holder = EmbeddedBroker.start(EmbeddedBroker.Options.in(temp))) {
      assertThatThrownBy(() -> EmbeddedBroker.start(EmbeddedBroker.Options.in(temp)))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("in use by another broker");
      assertThat(holder.fault()).isEmpty();
    }
  }

  @Test
  void showsOnlyWhatATransactionCommitted() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      Clients clients = new Clients(broker);
      clients.createTopic("calls");
      try (KafkaProducer<String, String> producer = clients.transactionalProducer("writer")) {
        producer.beginTransaction();
        var _ = producer.send(new ProducerRecord<>("calls", "k", "given up"));
        producer.flush();
        producer.abortTransaction();
        producer.beginTransaction();
        var _ = producer.send(new ProducerRecord<>("calls", 0, 1_000L, "k", "long ago"));
        var _ =
            producer.send(new ProducerRecord<>("calls", 1, 9_000_000_000_000L, "k", "far ahead"));
        producer.commitTransaction();
      }

      List<String> values = clients.committedValues("calls", "reader", 2);

      assertThat(values).containsExactlyInAnyOrder("long ago", "far ahead");
    }
  }

  @Test
  void keepsEverythingOfAFolderOverRestarts(@TempDir Path temp) throws Exception {
    String clusterId;
    try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(temp))) {
      clusterId = broker.clusterId();
      Clients clients = new Clients(broker);
      clients.createTopic("calls");
      clients.write("calls", "before");
      assertThat(clients.committedValues("calls", "reader", 1)).containsExactly("before");
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(temp))) {
      Clients clients = new Clients(broker);
      clients.write("calls", "after");

      assertThat(broker.clusterId()).isEqualTo(clusterId);
      assertThat(clients.committedValues("calls", "reader", 1)).containsExactly("after");
      assertThat(clients.committedValues("calls", "another", 2)).contains("before", "after");
    }
  }

  @Test
  void startsOnAFolderWhoseBrokerWasKilledInTheMiddleOfATransaction(@TempDir Path temp)
      throws Exception {
    try (BrokerProcess killed = BrokerProcess.start(temp)) {
      Clients clients = new Clients(killed.bootstrapServers());
      clients.createTopic("calls");
      clients.write("calls", "committed");
      KafkaProducer<String, String> open = clients.transactionalProducer("open");
      open.beginTransaction();
      var _ = open.send(new ProducerRecord<>("calls", "k", "never committed"));
      open.flush();
      killed.kill();
      open.close(Duration.ZERO);
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(temp))) {
      Clients clients = new Clients(broker);
      clients.write("calls", "after");

      assertThat(clients.committedValues("calls", "reader", 2))
          .containsExactlyInAnyOrder("committed", "after");
    }
  }

  @Test
  void deletesATemporaryFolderAndStopsOnce() {
    EmbeddedBroker broker = EmbeddedBroker.start();
    Path folder = broker.folder();
    assertThat(folder).isDirectory();

    broker.close();
    broker.close();

    assertThat(folder).doesNotExist();
  }

  @Test
  void refusesOptionsThatCannotWork() {
    EmbeddedBroker.Options options = EmbeddedBroker.Options.temporary();

    assertThatThrownBy(() -> options.withPort(70_000)).hasMessageContaining("0 to 65535");
    assertThatThrownBy(
            () ->
                new EmbeddedBroker.Options(
                    Optional.empty(), 0, "0.0.0.0", Optional.empty(), Map.of()))
        .hasMessageContaining("by which name");
    assertThatThrownBy(
            () -> EmbeddedBroker.start(options.withOverrides(Map.of("num.io.threads", "none"))))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("num.io.threads");
  }

  @Test
  void runsBesideAnother() throws Exception {
    try (EmbeddedBroker one = EmbeddedBroker.start();
        EmbeddedBroker other = EmbeddedBroker.start()) {
      for (EmbeddedBroker broker : List.of(one, other)) {
        new Clients(broker).createTopic("calls");
        new Clients(broker).write("calls", "of " + broker.port());
      }

      assertThat(one.clusterId()).isNotEqualTo(other.clusterId());
      assertThat(new Clients(one).committedValues("calls", "reader", 1))
          .containsExactly("of " + one.port());
      assertThat(new Clients(other).committedValues("calls", "reader", 1))
          .containsExactly("of " + other.port());
    }
  }
}
