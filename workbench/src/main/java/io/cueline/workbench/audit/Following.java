package io.cueline.workbench.audit;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.Violation;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.topic.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Follows {@code violations} as they are recorded. For one thread; {@link #stop} may come from any.
 */
public final class Following implements AutoCloseable {

  /** Takes what has come, with where to go on. */
  @FunctionalInterface
  interface Taker {
    void take(List<LogReader.Row<HitRow>> hits, Map<TopicPartition, Long> next);
  }

  private final LogReader log;
  private final List<TopicPartition> partitions;
  private final AvroSerde<Violation> serde;
  private volatile boolean stopped;

  /**
   * @throws StartupException where there is no such topic
   */
  public Following(KafkaAccess kafka) {
    log = new LogReader(kafka);
    try {
      partitions = log.partitions(Topics.VIOLATIONS);
    } catch (RuntimeException failure) {
      log.close();
      throw failure;
    }
    serde = AvroSerde.of(Topics.VIOLATIONS, log.schemas());
  }

  /**
   * Hands over each violation as it comes, until stopped.
   *
   * @param from begins with violations at this time or later that are recorded already; empty for
   *     those yet to come
   */
  public void tail(Optional<Instant> from, Consumer<HitRow> each) {
    log.follow(partitions, from.isPresent() ? Map.of() : log.ends(partitions));
    Instant begin = from.orElse(Instant.MIN);
    follow(
        () -> false,
        (hits, next) ->
            hits.stream()
                .map(LogReader.Row::value)
                .filter(hit -> !Instant.parse(hit.text("timestamp")).isBefore(begin))
                .forEach(each));
  }

  String topic() {
    return partitions.getFirst().topic();
  }

  /** Goes on from there, until stopped. */
  void from(Map<TopicPartition, Long> offsets, Taker taker) {
    log.follow(partitions, offsets);
    follow(() -> false, taker);
  }

  /** Goes on from there to what is the end now. */
  void fromToEnd(Map<TopicPartition, Long> offsets, Taker taker) {
    Map<TopicPartition, Long> ends = log.ends(partitions);
    log.follow(partitions, offsets);
    follow(
        () ->
            ends.entrySet().stream().allMatch(end -> log.position(end.getKey()) >= end.getValue()),
        taker);
  }

  private void follow(java.util.function.BooleanSupplier atEnd, Taker taker) {
    try {
      while (!stopped && !atEnd.getAsBoolean()) {
        ConsumerRecords<String, byte[]> polled = log.poll();
        if (!polled.isEmpty()) {
          taker.take(hits(polled), next(polled));
        }
      }
    } catch (WakeupException woken) {
      if (!stopped) {
        throw woken;
      }
    }
  }

  private List<LogReader.Row<HitRow>> hits(ConsumerRecords<String, byte[]> polled) {
    return java.util.stream.StreamSupport.stream(polled.spliterator(), false)
        .flatMap(record -> log.decode(serde, record).stream())
        .map(
            row ->
                new LogReader.Row<>(
                    row.key(), HitRow.of(row.value()), row.partition(), row.offset()))
        .toList();
  }

  private static Map<TopicPartition, Long> next(ConsumerRecords<String, byte[]> polled) {
    Map<TopicPartition, Long> next = new HashMap<>();
    polled.nextOffsets().forEach((partition, offset) -> next.put(partition, offset.offset()));
    return next;
  }

  /** Ends the following; returns at once. */
  public void stop() {
    stopped = true;
    log.wakeup();
  }

  @Override
  public void close() {
    log.close();
  }
}
