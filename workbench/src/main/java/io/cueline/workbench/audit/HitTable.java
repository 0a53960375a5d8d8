package io.cueline.workbench.audit;

import io.cueline.runtime.service.StartupException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code compliance_hits} of a SQLite database, with how far the log has been read beside
 * it: hits and offsets change in one transaction, so that a killed writer repeats nothing and
 * leaves nothing out. A hit written again replaces itself, unless a later record of it is there.
 * Several writers may share a database. Not thread-safe.
 */
final class HitTable implements AutoCloseable {

  private static final List<String> NUMBERS = List.of("rule_version", "revision");

  private final Connection connection;
  private final String cluster;

  private HitTable(Connection connection, String cluster) {
    this.connection = connection;
    this.cluster = cluster;
  }

  /**
   * Opens a database, and makes the tables where there are none.
   *
   * @param url {@code jdbc:sqlite:FILE}
   * @param cluster Kafka's id for the cluster whose offsets these are
   * @throws StartupException where it cannot be used
   */
  static HitTable open(String url, String cluster) {
    if (!url.startsWith("jdbc:sqlite:")) {
      throw new StartupException(
          "--jdbc %s: only SQLite is known here, as jdbc:sqlite:FILE".formatted(url));
    }
    try {
      Connection connection = DriverManager.getConnection(url);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA busy_timeout = 10000");
        statement.execute("PRAGMA journal_mode = WAL");
        // A commit outlives a power cut, not only a kill.
        statement.execute("PRAGMA synchronous = FULL");
        connection.setAutoCommit(false);
        create(statement);
        connection.commit();
      }
      return new HitTable(connection, cluster);
    } catch (SQLException failure) {
      throw new StartupException(
          "%s cannot be used: %s".formatted(url, failure.getMessage()), failure);
    }
  }

  private static void create(Statement statement) throws SQLException {
    String columns =
        HitRow.NAMES.stream()
            .map(
                name ->
                    switch (name) {
                      case "violation_id" -> name + " TEXT PRIMARY KEY";
                      case "timestamp", "conversation_id", "state", "rule" ->
                          name + " TEXT NOT NULL";
                      default -> name + (NUMBERS.contains(name) ? " INTEGER" : " TEXT");
                    })
            .collect(Collectors.joining(", "));
    statement.execute(
        "CREATE TABLE IF NOT EXISTS compliance_hits (%s, log_offset INTEGER NOT NULL)"
            .formatted(columns));
    statement.execute(
        "CREATE INDEX IF NOT EXISTS compliance_hits_conversation"
            + " ON compliance_hits (conversation_id)");
    statement.execute(
        "CREATE INDEX IF NOT EXISTS compliance_hits_timestamp ON compliance_hits (timestamp)");
    statement.execute(
        """
        CREATE TABLE IF NOT EXISTS compliance_hits_offsets (
          cluster TEXT NOT NULL, topic TEXT NOT NULL, partition INTEGER NOT NULL,
          next_offset INTEGER NOT NULL, PRIMARY KEY (cluster, topic, partition))\
        """);
  }

  /** Where reading goes on, for each partition that has been read. */
  Map<TopicPartition, Long> offsets(String topic) throws SQLException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT partition, next_offset FROM compliance_hits_offsets"
                + " WHERE cluster = ? AND topic = ?")) {
      statement.setString(1, cluster);
      statement.setString(2, topic);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          offsets.put(new TopicPartition(topic, rows.getInt(1)), rows.getLong(2));
        }
      }
    }
    connection.commit();
    return offsets;
  }

  /** How many hits there are. */
  long count() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM compliance_hits")) {
      long count = row.next() ? row.getLong(1) : 0;
      connection.commit();
      return count;
    }
  }

  /**
   * Hits and how far the log has been read with them: all or nothing.
   *
   * @param next of each partition the offset to go on from
   */
  void write(List<LogReader.Row<HitRow>> hits, Map<TopicPartition, Long> next) throws SQLException {
    try {
      upsert(hits);
      advance(next);
      connection.commit();
    } catch (SQLException failure) {
      connection.rollback();
      throw failure;
    }
  }

  private void upsert(List<LogReader.Row<HitRow>> hits) throws SQLException {
    String names = String.join(", ", HitRow.NAMES);
    String marks = HitRow.NAMES.stream().map(name -> "?").collect(Collectors.joining(", "));
    String updates =
        HitRow.NAMES.stream()
            .map(name -> name + " = excluded." + name)
            .collect(Collectors.joining(", "));
    String sql =
        """
        INSERT INTO compliance_hits (%s, log_offset) VALUES (%s, ?)
        ON CONFLICT (violation_id) DO UPDATE SET %s, log_offset = excluded.log_offset
        WHERE excluded.log_offset >= compliance_hits.log_offset\
        """
            .formatted(names, marks, updates);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (LogReader.Row<HitRow> hit : hits) {
        int at = 1;
        for (@Nullable Object value : hit.value().columns().values()) {
          statement.setObject(at++, value);
        }
        statement.setLong(at, hit.offset());
        statement.executeUpdate();
      }
    }
  }

  private void advance(Map<TopicPartition, Long> next) throws SQLException {
    String sql =
        """
        INSERT INTO compliance_hits_offsets VALUES (?, ?, ?, ?)
        ON CONFLICT (cluster, topic, partition)
        DO UPDATE SET next_offset = max(next_offset, excluded.next_offset)\
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Map.Entry<TopicPartition, Long> entry : next.entrySet()) {
        statement.setString(1, cluster);
        statement.setString(2, entry.getKey().topic());
        statement.setInt(3, entry.getKey().partition());
        statement.setLong(4, entry.getValue());
        statement.executeUpdate();
      }
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw new IllegalStateException("the database cannot be closed", failure);
    }
  }
}
