package io.cueline.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
      write(clients, "before");
      assertThat(clients.committedValues("calls", "reader", 1)).containsExactly("before");
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(temp))) {
      Clients clients = new Clients(broker);
      write(clients, "after");

      assertThat(broker.clusterId()).isEqualTo(clusterId);
      assertThat(clients.committedValues("calls", "reader", 1)).containsExactly("after");
      assertThat(clients.committedValues("calls", "another", 2)).contains("before", "after");
    }
  }

  @Test
  void runsBesideAnother() throws Exception {
    try (EmbeddedBroker one = EmbeddedBroker.start();
        EmbeddedBroker other = EmbeddedBroker.start()) {
      for (EmbeddedBroker broker : List.of(one, other)) {
        new Clients(broker).createTopic("calls");
        write(new Clients(broker), "of " + broker.port());
      }

      assertThat(one.clusterId()).isNotEqualTo(other.clusterId());
      assertThat(new Clients(one).committedValues("calls", "reader", 1))
          .containsExactly("of " + one.port());
      assertThat(new Clients(other).committedValues("calls", "reader", 1))
          .containsExactly("of " + other.port());
    }
  }

  private static void write(Clients clients, String value) {
    try (KafkaProducer<String, String> producer = clients.transactionalProducer("writer")) {
      producer.beginTransaction();
      var _ = producer.send(new ProducerRecord<>("calls", "k", value));
      producer.commitTransaction();
    }
  }
}
