package io.cueline.schemas.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics of a prefix and says where existing ones differ from the catalogue. */
public final class TopicAdmin {

  private static final Duration LEADERS_WITHIN = Duration.ofSeconds(30);
  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(20);

  /** A difference between the catalogue and the cluster, as one line for people. */
  public record Difference(String topic, String what) {}

  private final Admin admin;
  private final TopicNames names;

  public TopicAdmin(Admin admin, TopicNames names) {
    this.admin = admin;
    this.names = names;
  }

  /**
   * Creates the topics that are missing and leaves the others alone. Safe to call from several
   * processes at once. Those created can be written to when this returns.
   *
   * @param replicationFactor empty for the broker's default
   * @return the full names of those created
   */
  public List<String> create(int interactionPartitions, Optional<Short> replicationFactor)
      throws ExecutionException, InterruptedException {
    Set<String> present = admin.listTopics().names().get();
    List<NewTopic> missing = new ArrayList<>();
    for (Topic<?> topic : Topics.ALL) {
      if (!present.contains(names.of(topic))) {
        missing.add(
            new NewTopic(
                    names.of(topic),
                    Optional.of(topic.partitions(interactionPartitions)),
                    replicationFactor)
                .configs(topic.config()));
      }
    }
    List<String> created = new ArrayList<>();
    Map<String, KafkaFuture<Void>> results = admin.createTopics(missing).values();
    for (var entry : new LinkedHashMap<>(results).entrySet()) {
      try {
        entry.getValue().get();
        created.add(entry.getKey());
      } catch (ExecutionException failure) {
        if (!(failure.getCause() instanceof TopicExistsException)) {
          throw failure;
        }
      }
    }
    awaitLeaders(missing.stream().filter(topic -> created.contains(topic.name())).toList());
    return created;
  }

  /**
   * Creating returns before brokers lead the new partitions. A producer that sends several batches
   * into that gap may have a later one taken and an earlier one refused, which it then repeats out
   * of sequence until its delivery time-out. Asking for offsets waits for the leaders, and is asked
   * again of a broker that has not even heard of the topic yet.
   */
  private void awaitLeaders(List<NewTopic> topics) throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new LinkedHashMap<>();
    for (NewTopic topic : topics) {
      for (int i = 0; i < topic.numPartitions(); i++) {
        latest.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
      }
    }
    long deadline = System.nanoTime() + LEADERS_WITHIN.toNanos();
    while (!haveLeaders(latest, System.nanoTime() < deadline)) {
      LockSupport.parkNanos(ASK_AGAIN_AFTER.toNanos());
    }
  }

  private boolean haveLeaders(Map<TopicPartition, OffsetSpec> partitions, boolean patient)
      throws ExecutionException, InterruptedException {
    try {
      admin.listOffsets(partitions).all().get();
      return true;
    } catch (ExecutionException failure) {
      if (patient && failure.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw failure;
    }
  }

  /** Compares what is there with the catalogue; empty when all is as it should be. */
  public List<Difference> check(int interactionPartitions)
      throws ExecutionException, InterruptedException {
    Set<String> present = admin.listTopics().names().get();
    List<Difference> differences = new ArrayList<>();
    for (Topic<?> topic : Topics.ALL) {
      String name = names.of(topic);
      if (present.contains(name)) {
        checkPartitions(topic, interactionPartitions).ifPresent(differences::add);
        differences.addAll(checkConfig(topic));
      } else {
        differences.add(new Difference(name, "missing; 'cueline topics create' makes it"));
      }
    }
    return differences;
  }

  /** The number of interaction partitions in use, empty while the topics do not exist. */
  public Optional<Integer> interactionPartitions() throws ExecutionException, InterruptedException {
    String name = names.of(Topics.TRANSCRIPT_FRAMES);
    if (!admin.listTopics().names().get().contains(name)) {
      return Optional.empty();
    }
    return Optional.of(describe(name).partitions().size());
  }

  private Optional<Difference> checkPartitions(Topic<?> topic, int interactionPartitions)
      throws ExecutionException, InterruptedException {
    String name = names.of(topic);
    int expected = topic.partitions(interactionPartitions);
    int actual = describe(name).partitions().size();
    return actual == expected
        ? Optional.empty()
        : Optional.of(
            new Difference(name, "has %d partitions, not %d".formatted(actual, expected)));
  }

  private List<Difference> checkConfig(Topic<?> topic)
      throws ExecutionException, InterruptedException {
    String name = names.of(topic);
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    Config actual = admin.describeConfigs(List.of(resource)).all().get().values().iterator().next();
    List<Difference> differences = new ArrayList<>();
    topic
        .config()
        .forEach(
            (key, expected) -> {
              ConfigEntry entry = actual.get(key);
              String value = entry == null ? "(unset)" : entry.value();
              if (!expected.equals(value)) {
                differences.add(
                    new Difference(name, "%s is %s, not %s".formatted(key, value, expected)));
              }
            });
    return differences;
  }

  private TopicDescription describe(String name) throws ExecutionException, InterruptedException {
    return admin.describeTopics(List.of(name)).allTopicNames().get().values().iterator().next();
  }
}
