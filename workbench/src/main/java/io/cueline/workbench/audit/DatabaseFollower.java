package io.cueline.workbench.audit;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.StartupException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps a database's {@code compliance_hits} as {@code violations} is: each hit once, however often
 * it is stopped, killed and started. For one thread; {@link #stop} may come from any.
 */
public final class DatabaseFollower implements AutoCloseable {

  private final String url;
  private final HitTable table;
  private final Following following;
  private final LongConsumer progress;

  /**
   * @param url {@code jdbc:sqlite:FILE}
   * @param progress told how many hits were written, after each commit
   * @throws StartupException where topic or database cannot be used
   */
  public DatabaseFollower(KafkaAccess kafka, String url, LongConsumer progress) {
    this.url = url;
    this.progress = progress;
    this.following = new Following(kafka);
    try {
      this.table = HitTable.open(url, clusterId(kafka));
    } catch (RuntimeException failure) {
      following.close();
      throw failure;
    }
  }

  private static String clusterId(KafkaAccess kafka) {
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      return String.valueOf(admin.describeCluster().clusterId().get());
    } catch (ExecutionException failure) {
      throw new StartupException("Kafka: " + failure.getCause(), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartupException("interrupted", interrupted);
    }
  }

  /**
   * Follows until stopped.
   *
   * @throws StartupException where the database cannot be written any more
   */
  public void run() {
    following.from(offsets(), this::write);
  }

  /** Writes what stands in the topic now, and returns. */
  public void runToEnd() {
    following.fromToEnd(offsets(), this::write);
  }

  /** How many hits the table holds. */
  public long count() {
    try {
      return table.count();
    } catch (SQLException failure) {
      throw unusable(failure);
    }
  }

  private Map<TopicPartition, Long> offsets() {
    try {
      return table.offsets(following.topic());
    } catch (SQLException failure) {
      throw unusable(failure);
    }
  }

  private void write(List<LogReader.Row<HitRow>> hits, Map<TopicPartition, Long> next) {
    try {
      table.write(hits, next);
    } catch (SQLException failure) {
      throw unusable(failure);
    }
    progress.accept(hits.size());
  }

  private StartupException unusable(SQLException failure) {
    return new StartupException(
        "%s cannot be used: %s".formatted(url, failure.getMessage()), failure);
  }

  /** Ends the following; returns at once. */
  public void stop() {
    following.stop();
  }

  @Override
  public void close() {
    following.close();
    table.close();
  }
}
