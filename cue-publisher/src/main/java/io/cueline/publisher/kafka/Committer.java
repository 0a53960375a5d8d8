package io.cueline.publisher.kafka;

import io.cueline.publisher.delivery.Position.Share;
import io.cueline.publisher.offsets.CommitPoint;
import io.cueline.publisher.offsets.FinishedCodec;
import io.cueline.publisher.offsets.FinishedOffsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits what is finished and reads back what was. Confined to the consumer's thread. */
final class Committer {

  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

  /** The broker's offset.metadata.max.bytes is 4096 by default. */
  private static final int METADATA_CHARS = 4_000;

  private final Consumer<byte[], byte[]> consumer;
  private final RecordReader reader;
  private final Ledger ledger;
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

  Committer(Consumer<byte[], byte[]> consumer, RecordReader reader, Ledger ledger) {
    this.consumer = consumer;
    this.reader = reader;
    this.ledger = ledger;
  }

  /** Opens the ledger where the earlier owners of these partitions left off. */
  void restore(Collection<TopicPartition> partitions, Duration patience) {
    Map<TopicPartition, OffsetAndMetadata> found =
        consumer.committed(java.util.Set.copyOf(partitions), patience);
    for (TopicPartition partition : partitions) {
      @Nullable OffsetAndMetadata last = found.get(partition);
      long position = consumer.position(partition, patience);
      FinishedOffsets finished = last == null ? FinishedOffsets.NONE : finished(partition, last);
      ledger.open(reader.share(partition), position, finished);
      committed.remove(partition);
    }
  }

  /** Starts a commit of what has changed; one that fails is made up for by the next. */
  void commitSoon() {
    Map<TopicPartition, OffsetAndMetadata> offsets = changed(ledger.shares());
    if (offsets.isEmpty()) {
      return;
    }
    committed.putAll(offsets);
    consumer.commitAsync(
        offsets,
        (_, trouble) -> {
          if (trouble != null) {
            offsets.forEach(committed::remove);
            LOG.atDebug().addKeyValue("reason", trouble.toString()).log("commit put off");
          }
        });
  }

  /** Commits what has changed of these partitions and waits; false when that cannot be. */
  boolean commitNow(Collection<Share> shares, Duration patience) {
    Map<TopicPartition, OffsetAndMetadata> offsets = changed(shares);
    if (offsets.isEmpty()) {
      return true;
    }
    try {
      consumer.commitSync(offsets, patience);
      committed.putAll(offsets);
      return true;
    } catch (RebalanceInProgressException notYet) {
      return false;
    } catch (KafkaException trouble) {
      LOG.atWarn()
          .addKeyValue("reason", trouble.toString())
          .log("last commit failed: what it held will be delivered again under the same keys");
      return false;
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> changed(Collection<Share> shares) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (Map.Entry<Share, CommitPoint> entry : ledger.commitPoints(shares).entrySet()) {
      TopicPartition partition = reader.partition(entry.getKey());
      CommitPoint point = entry.getValue();
      OffsetAndMetadata offset =
          new OffsetAndMetadata(point.offset(), FinishedCodec.encode(point, METADATA_CHARS));
      if (!offset.equals(committed.get(partition))) {
        offsets.put(partition, offset);
      }
    }
    return offsets;
  }

  private static FinishedOffsets finished(TopicPartition partition, OffsetAndMetadata last) {
    Optional<FinishedOffsets> finished = FinishedCodec.decode(last.offset(), last.metadata());
    if (finished.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("partition", partition.toString())
          .log("commit metadata not understood: finished work may be delivered again");
    }
    return finished.orElse(FinishedOffsets.NONE);
  }
}
