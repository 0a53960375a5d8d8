package io.cueline.ingest.ownership;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.StartupException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes care of the units that Kafka's group assigns to this instance, and of no others. On a
 * thread of its own.
 */
public final class Ownership implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
  private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(1);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

  private final Membership membership;
  private final Map<String, Unit> unitOfTopic = new LinkedHashMap<>();
  private final Map<String, OwnedUnit> owned = new ConcurrentHashMap<>();
  private final Consumer<byte[], byte[]> consumer;
  private final Thread thread = Thread.ofPlatform().name("ownership").unstarted(this::run);
  private volatile Optional<String> waiting = Optional.of("joining the group");
  private volatile boolean stopping;

  /** Makes the topics that stand for the units where they are missing. */
  public Ownership(
      KafkaAccess kafka, Membership membership, Collection<Unit> units, MeterRegistry metrics) {
    this.membership = membership;
    for (Unit unit : units) {
      String topic = UnitTopics.name(kafka, unit.name());
      if (unitOfTopic.put(topic, unit) != null) {
        throw new StartupException("two streams or polls are named '%s'".formatted(unit.name()));
      }
      metrics.gauge(
          "cueline.ingest.owned",
          List.of(Tag.of("unit", unit.name())),
          owned,
          each -> each.containsKey(topic) ? 1 : 0);
    }
    UnitTopics.create(kafka, unitOfTopic.keySet());
    this.consumer = new KafkaConsumer<>(membership.config(kafka));
  }

  public Ownership start() {
    thread.start();
    return this;
  }

  /** What a unit waits for; empty where it does its work, or another instance has it. */
  public Optional<String> waitingFor(Unit unit) {
    if (waiting.isPresent()) {
      return waiting;
    }
    return unitOfTopic.entrySet().stream()
        .filter(each -> each.getValue().name().equals(unit.name()))
        .flatMap(each -> Optional.ofNullable(owned.get(each.getKey())).stream())
        .findFirst()
        .flatMap(OwnedUnit::waitingFor);
  }

  /** Set where units are not taken care of any more, which only a restart mends. */
  public Optional<String> trouble() {
    return thread.getState() == Thread.State.TERMINATED && !stopping
        ? Optional.of("it has failed; see the log")
        : Optional.empty();
  }

  private void run() {
    try {
      consumer.subscribe(unitOfTopic.keySet(), new Changes());
      while (!stopping) {
        step();
      }
    } catch (WakeupException stopped) {
      LOG.atDebug().log("woken to stop");
    } catch (RuntimeException bug) {
      LOG.atError().setCause(bug).log("The sharing out of streams has failed");
    } finally {
      leave();
    }
  }

  private void step() {
    try {
      consumer.poll(POLL);
      if (consumer.groupMetadata().generationId() >= 0) {
        waiting = Optional.empty();
      }
      if (!beat()) {
        confirm();
      }
    } catch (WakeupException stopped) {
      throw stopped;
    } catch (KafkaException failed) {
      waiting = Optional.of("the group: " + failed.getMessage());
      LOG.atWarn().addKeyValue("reason", failed.toString()).log("The group does not answer");
      LockSupport.parkNanos(AFTER_FAILURE.toNanos());
    }
  }

  /** Returns false where a unit is in doubt. */
  private boolean beat() {
    boolean sure = true;
    for (OwnedUnit unit : owned.values()) {
      sure &= unit.lease().beat();
    }
    return sure;
  }

  /** Somebody doubts, having slept or beginning anew: only the group knows who is a member. */
  private void confirm() {
    try {
      consumer.commitSync(
          consumer.assignment().stream()
              .collect(
                  Collectors.toMap(
                      each -> each, _ -> new OffsetAndMetadata(0, membership.instance()))),
          CONFIRM_WITHIN);
      owned.values().forEach(unit -> unit.lease().confirm());
      LOG.atDebug().log("still a member of the group");
    } catch (RebalanceInProgressException | TimeoutException notYet) {
      LOG.atDebug().addKeyValue("reason", notYet.toString()).log("not confirmed yet");
    } catch (CommitFailedException replaced) {
      LOG.atWarn().log("No member of the group any more: replaced meanwhile");
      owned.values().forEach(unit -> unit.lease().lose());
    }
  }

  private void begin(String topic) {
    Unit unit = unitOfTopic.get(topic);
    if (unit != null && !stopping) {
      LOG.atInfo().addKeyValue("unit", unit.name()).log("Taking over");
      Lease lease = new Lease(membership.sessionTimeout().dividedBy(2), System::nanoTime);
      owned.put(topic, new OwnedUnit(unit, lease));
    }
  }

  private void leave() {
    try {
      consumer.close(CloseOptions.timeout(STOP_WITHIN));
    } catch (KafkaException failed) {
      LOG.atWarn().addKeyValue("reason", failed.toString()).log("Did not leave the group in order");
    } finally {
      // Where Kafka does not answer, nobody has been told to stop them.
      end(List.copyOf(owned.keySet()), OwnedUnit::stop);
    }
  }

  private void end(Collection<String> topics, java.util.function.Consumer<OwnedUnit> how) {
    Map<String, OwnedUnit> ending = new HashMap<>();
    for (String topic : topics) {
      OwnedUnit unit = owned.get(topic);
      if (unit != null) {
        ending.put(topic, unit);
        how.accept(unit);
      }
    }
    long deadline = System.nanoTime() + STOP_WITHIN.toNanos();
    ending.forEach((topic, unit) -> awaitEnd(topic, unit, deadline));
  }

  /** The units that stay ours go on meanwhile. */
  private void awaitEnd(String topic, OwnedUnit unit, long deadline) {
    try {
      while (!unit.ended(POLL)) {
        beat();
        if (System.nanoTime() > deadline) {
          LOG.atError()
              .addKeyValue("topic", topic)
              .log("A unit does not stop; it may write no more");
          break;
        }
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    owned.remove(topic);
    // Nobody would settle a doubt any more: whoever still waits to write is let go.
    unit.lease().lose();
  }

  /** Leaves the group, units first; others take over at once. Idempotent. */
  @Override
  public void close() {
    stopping = true;
    consumer.wakeup();
    try {
      if (thread.getState() == Thread.State.NEW) {
        consumer.close();
      } else {
        thread.join(STOP_WITHIN.multipliedBy(2));
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the group says, on the thread that polls. */
  private final class Changes implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      topics(partitions).forEach(Ownership.this::begin);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      log(partitions, "Handing over");
      end(topics(partitions), OwnedUnit::stop);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      log(partitions, "Lost: another instance may have it already; stopping at once");
      end(topics(partitions), OwnedUnit::abandon);
    }

    private void log(Collection<TopicPartition> partitions, String what) {
      for (String topic : topics(partitions)) {
        Unit unit = unitOfTopic.get(topic);
        if (unit != null) {
          LOG.atWarn().addKeyValue("unit", unit.name()).log(what);
        }
      }
    }

    private static List<String> topics(Collection<TopicPartition> partitions) {
      return partitions.stream().map(TopicPartition::topic).distinct().toList();
    }
  }
}
