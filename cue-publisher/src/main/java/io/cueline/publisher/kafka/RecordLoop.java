package io.cueline.publisher.kafka;

import io.cueline.publisher.delivery.Position;
import io.cueline.publisher.delivery.Position.Share;
import io.cueline.publisher.delivery.Work;
import io.cueline.publisher.delivery.WorkClass;
import io.cueline.publisher.engine.DeliveryEngine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that owns the consumer: fetches, hands work to the engine, pauses a class that has
 * enough, commits, and gives partitions up cleanly.
 */
public final class RecordLoop implements Runnable {

  /** How long each part of giving partitions up may take; together below ten seconds. */
  private static final Duration FOR_CALLS = Duration.ofMillis(3_500);

  private static final Duration FOR_RECEIPTS = Duration.ofSeconds(2);
  private static final Duration FOR_COMMIT = Duration.ofMillis(1_500);
  private static final Duration FOR_LEAVING = Duration.ofSeconds(1);

  private static final Duration FOR_TAKING_OVER = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Logger LOG = LoggerFactory.getLogger(RecordLoop.class);

  private final Consumer<byte[], byte[]> consumer;
  private final RecordReader reader;
  private final Ledger ledger;
  private final Committer committer;
  private final DeliveryEngine engine;
  private final ReceiptWriter receipts;
  private final ReceiptHistory history;
  private final Backlog backlog;
  private final Duration commitInterval;
  private final InstantSource clock;
  private volatile boolean stopping;
  private volatile boolean assigned;
  private volatile Optional<String> failure = Optional.empty();

  public RecordLoop(
      Consumer<byte[], byte[]> consumer,
      RecordReader reader,
      Ledger ledger,
      DeliveryEngine engine,
      ReceiptWriter receipts,
      ReceiptHistory history,
      Backlog backlog,
      Duration commitInterval,
      InstantSource clock) {
    this.consumer = consumer;
    this.reader = reader;
    this.ledger = ledger;
    this.committer = new Committer(consumer, reader, ledger);
    this.engine = engine;
    this.receipts = receipts;
    this.history = history;
    this.backlog = backlog;
    this.commitInterval = commitInterval;
    this.clock = clock;
  }

  /** Makes {@link #run} end soon. */
  public void stop() {
    stopping = true;
  }

  /** Whether the group has given this instance its part, which may be none. */
  public boolean isAssigned() {
    return assigned;
  }

  /** Why it ended by itself, where it did. */
  public Optional<String> failure() {
    return failure;
  }

  @Override
  public void run() {
    try {
      consumer.subscribe(
          Stream.of(WorkClass.values()).map(reader::topic).toList(), new Rebalances());
      pollUntilStopped();
    } catch (RuntimeException fatal) {
      failure = Optional.of("reading stopped: " + fatal.getMessage());
      LOG.atError().setCause(fatal).log("publisher stopped reading");
    } finally {
      leave();
    }
  }

  private void pollUntilStopped() {
    long lastCommit = System.nanoTime();
    while (!stopping) {
      ConsumerRecords<byte[], byte[]> rows = consumer.poll(POLL);
      if (!rows.isEmpty()) {
        offer(rows);
      }
      for (WorkClass each : WorkClass.values()) {
        pauseOrResume(each);
      }
      if (System.nanoTime() - lastCommit >= commitInterval.toNanos()) {
        committer.commitSoon();
        lastCommit = System.nanoTime();
      }
    }
  }

  private void offer(ConsumerRecords<byte[], byte[]> rows) {
    Instant now = clock.instant();
    List<Work> works = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> row : rows) {
      Share share = reader.share(new TopicPartition(row.topic(), row.partition()));
      Position position = new Position(share.workClass(), share.partition(), row.offset());
      if (ledger.take(position)) {
        List<Work> ofRow = reader.works(row, now);
        ledger.expect(position, ofRow.stream().mapToInt(Work::parts).sum());
        works.addAll(ofRow);
      }
    }
    engine.offer(works);
  }

  private void pauseOrResume(WorkClass workClass) {
    int unfinished = ledger.unfinished(workClass);
    String topic = reader.topic(workClass);
    if (backlog.isFull(workClass, unfinished)) {
      consumer.pause(of(topic, consumer.assignment()));
    } else if (backlog.hasRoomAgain(workClass, unfinished)) {
      consumer.resume(of(topic, consumer.paused()));
    }
  }

  private static List<TopicPartition> of(String topic, Collection<TopicPartition> partitions) {
    return partitions.stream().filter(each -> each.topic().equals(topic)).toList();
  }

  private void takeOver(Collection<TopicPartition> partitions) {
    committer.restore(partitions, FOR_TAKING_OVER);
    engine.assigned(history.read(shares(partitions)));
    int owned = of(reader.topic(WorkClass.CUES), consumer.assignment()).size();
    int all = consumer.partitionsFor(reader.topic(WorkClass.CUES), FOR_TAKING_OVER).size();
    if (owned > 0) {
      engine.share((double) owned / Math.max(owned, all));
    }
    assigned = true;
    LOG.atInfo().addKeyValue("partitions", partitions.size()).log("partitions taken over");
  }

  private void giveUp(Set<Share> shares) {
    if (shares.isEmpty()) {
      return;
    }
    engine.giveUp(shares, FOR_CALLS);
    if (!receipts.flush(FOR_RECEIPTS)) {
      LOG.atWarn().log("receipts not stored in time: what they tell of will be delivered again");
    }
    committer.commitNow(shares, FOR_COMMIT);
    ledger.close(shares);
  }

  private void leave() {
    try {
      giveUp(ledger.shares());
      consumer.close(CloseOptions.timeout(FOR_LEAVING));
    } catch (RuntimeException trouble) {
      LOG.atWarn().setCause(trouble).log("publisher left its group uncleanly");
    }
  }

  private Set<Share> shares(Collection<TopicPartition> partitions) {
    return partitions.stream().map(reader::share).collect(Collectors.toSet());
  }

  private final class Rebalances implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      takeOver(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      Set<Share> open = ledger.shares();
      giveUp(shares(partitions).stream().filter(open::contains).collect(Collectors.toSet()));
    }

    /** Somebody else has them already: nothing may be committed. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      LOG.atWarn().addKeyValue("partitions", partitions.size()).log("partitions lost");
      engine.giveUp(shares(partitions), Duration.ZERO);
      ledger.close(shares(partitions));
    }
  }
}
