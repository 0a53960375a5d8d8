package io.cueline.publisher.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.publisher.delivery.FrameAudit;
import io.cueline.publisher.delivery.Receipt;
import io.cueline.publisher.realtime.RealtimeWorks;
import io.cueline.publisher.testing.Examples;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.DeliveryOutcome;
import io.cueline.schemas.SyncAudit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ReceiptWriterTest {

  private static final Instant NOW = Instant.parse("2026-01-01T09:00:00Z");

  private final MockProducer<String, Delivery> producer =
      new MockProducer<>(
          true, new RoundRobinPartitioner(), new StringSerializer(), bytesOfNoMatter());
  private final ReceiptWriter writer = new ReceiptWriter(producer, "deliveries", 1);

  @Test
  void a_frames_audit_line_stands_in_its_receipt() {
    FrameAudit audit =
        new FrameAudit(
            FrameAudit.BROADCAST,
            "desk",
            Optional.of("7"),
            "frame",
            true,
            0.65,
            Duration.ofMillis(1_500));

    assertThat(written(Optional.of(audit)).getSync())
        .isEqualTo(new SyncAudit("SYNC_BROADCAST", "desk", "7", "frame", true, 0.65, 1.5, true));
    assertThat(written(Optional.empty()).getSync()).isNull();
  }

  private Delivery written(Optional<FrameAudit> audit) {
    var cue = Examples.cue("call", "cue", 1, CueKind.INTERRUPT, CueChange.OPENED, NOW);
    writer.write(
        new Receipt(
            RealtimeWorks.work(cue),
            DeliveryOutcome.DELIVERED,
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.of(NOW),
            NOW,
            audit),
        () -> {});
    return producer.history().getLast().value();
  }

  private static Serializer<Delivery> bytesOfNoMatter() {
    return (_, _) -> new byte[0];
  }
}
