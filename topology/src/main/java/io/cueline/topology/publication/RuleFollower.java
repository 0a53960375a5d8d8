package io.cueline.topology.publication;

import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.topology.rules.EngineSettings;
import io.cueline.topology.rules.RuleSet;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the rules in force at hand: follows {@code compliance-config} on a thread and consumer of
 * its own and swaps one immutable snapshot. Thread-safe.
 *
 * <p>The rules of one publication take effect together, with its revision. A rule record without a
 * publication takes effect alone: the revision's number stays, {@link RuleSnapshot#fingerprint} and
 * the rule's version and hash tell the difference. A record that cannot be used is skipped, counted
 * and reported, and the last good version stays in force: where compaction has removed that, it is
 * fetched from {@code compliance-config-log}.
 */
public final class RuleFollower implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(RuleFollower.class);

  /** Somebody who waits for the topic's end. */
  private static final class Waiter {
    final CountDownLatch caughtUp = new CountDownLatch(1);
  }

  private final ConfigTopics topics;
  private final Consumer<PoisonRecord> poison;
  private final AtomicLong poisoned = new AtomicLong();
  private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition swapped = lock.newCondition();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile RuleSnapshot current = RuleSnapshot.EMPTY;
  private volatile InForce inForce = new InForce(0, new RuleSet(EngineSettings.DEFAULT, List.of()));
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private long lastPoison = -1;

  private RuleFollower(ConfigTopics topics, Consumer<PoisonRecord> poison) {
    this.topics = topics;
    this.poison = poison;
    this.thread = Thread.ofPlatform().name("rule-follower").daemon().unstarted(this::run);
  }

  /**
   * Starts following. The topic must exist.
   *
   * @param clientConfig how to reach the cluster
   * @param poison told of each record skipped, on the follower's thread
   */
  public static RuleFollower start(
      Map<String, Object> clientConfig,
      TopicNames names,
      SchemaDirectory schemas,
      Consumer<PoisonRecord> poison) {
    RuleFollower follower =
        new RuleFollower(new ConfigTopics(clientConfig, names, schemas), poison);
    follower.thread.start();
    return follower;
  }

  /** The rules in force; {@link RuleSnapshot#EMPTY} until the topic has been read once. */
  public RuleSnapshot current() {
    return current;
  }

  /** The rules in force as they were published, those that are off as well. */
  public InForce inForce() {
    return inForce;
  }

  /** How many records were skipped since the start. */
  public long poisoned() {
    return poisoned.get();
  }

  /**
   * Waits until that revision or a later one is in force.
   *
   * @return whether it is; false when the time is over or the follower closed
   */
  public boolean awaitRevision(long revision, Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (current.revision() < revision && left > 0 && closed.getCount() > 0) {
        left = swapped.awaitNanos(left);
      }
      return current.revision() >= revision;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until all that was committed to the topic when this was called is in force.
   *
   * @return whether it is; false when the time is over or the follower closed
   */
  public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
    Waiter waiter = new Waiter();
    waiters.add(waiter);
    KafkaConsumer<byte[], byte[]> polling = consumer;
    if (polling != null) {
      polling.wakeup();
    }
    try {
      return waiter.caughtUp.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      waiters.remove(waiter);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    KafkaConsumer<byte[], byte[]> polling = consumer;
    if (polling != null) {
      polling.wakeup();
    }
    try {
      if (!thread.join(CLOSE)) {
        LOG.atWarn().log("the rule follower did not end in time");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean open() {
    return closed.getCount() > 0;
  }

  private void run() {
    while (open()) {
      try (KafkaConsumer<byte[], byte[]> polling = topics.consumer()) {
        consumer = polling;
        follow(polling);
      } catch (RuntimeException failure) {
        if (open()) {
          LOG.atWarn().setCause(failure).log("following the rules failed; trying again");
          pause();
        }
      } finally {
        consumer = null;
      }
    }
    announce();
  }

  /** Reads the topic from its beginning and then goes on with it. */
  private void follow(KafkaConsumer<byte[], byte[]> polling) {
    TopicPartition partition = topics.configPartition();
    polling.assign(List.of(partition));
    polling.seekToBeginning(List.of(partition));
    ConfigView view = new ConfigView();
    long start = end(polling, partition);
    boolean changed = true;
    while (open()) {
      try {
        // What stands between the beginning and here has long been replaced by what follows.
        if (changed && polling.position(partition) >= start) {
          swap(view);
          changed = false;
        }
        if (!changed) {
          release(polling, partition);
        }
        for (ConsumerRecord<byte[], byte[]> row : polling.poll(POLL)) {
          changed |= topics.apply(view, row, this::skipped) == ConfigView.Effect.CHANGED;
        }
      } catch (WakeupException woken) {
        LOG.atTrace().log("woken");
      }
    }
  }

  private static long end(KafkaConsumer<byte[], byte[]> polling, TopicPartition partition) {
    return polling.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  private void swap(ConfigView view) {
    topics.complete(view);
    RuleSnapshot next = view.snapshot();
    if (next.revision() < current.revision()) {
      // The topic was read anew and ends before what is in force: never judge by older rules.
      throw new IllegalStateException("the rules' topic ends before what was read of it before");
    }
    inForce = view.inForce();
    current = next;
    announce();
    LOG.atInfo()
        .addKeyValue("revision", next.revision())
        .addKeyValue("rules", next.rules().size())
        .addKeyValue("fingerprint", next.fingerprint())
        .log("rules in force");
  }

  private void release(KafkaConsumer<byte[], byte[]> polling, TopicPartition partition) {
    if (waiters.isEmpty()) {
      return;
    }
    // Whoever is in the queue now called before this end was asked for.
    List<Waiter> before = List.copyOf(waiters);
    if (polling.position(partition) >= end(polling, partition)) {
      before.forEach(waiter -> waiter.caughtUp.countDown());
    }
  }

  private void skipped(PoisonRecord record) {
    if (record.offset() <= lastPoison) {
      return; // the topic is being read again
    }
    lastPoison = record.offset();
    poisoned.incrementAndGet();
    LOG.atError()
        .addKeyValue("rule", record.key())
        .addKeyValue("offset", record.offset())
        .addKeyValue("reason", record.reason())
        .log("skipped a rule record; the last good version stays in force");
    try {
      poison.accept(record);
    } catch (RuntimeException failure) {
      LOG.atError().setCause(failure).log("the listener to skipped rule records failed");
    }
  }

  private void announce() {
    lock.lock();
    try {
      swapped.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    try {
      if (closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.atDebug().log("closed while waiting");
      }
    } catch (InterruptedException interrupted) {
      closed.countDown();
    }
  }
}
