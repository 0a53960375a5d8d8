package io.cueline.workbench.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.Violation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Violations into a real SQLite file: each once, whatever becomes of the one who writes them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DatabaseFollowerTest {

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static RecordedViolations recorded;

  @BeforeAll
  static void start() throws ExecutionException, InterruptedException {
    recorded = new RecordedViolations();
    recorded.record(0, 300);
  }

  @AfterAll
  static void close() {
    recorded.close();
  }

  @Test
  @Order(1)
  void anUnknownDatabaseIsRefusedWithAReason() {
    assertThatThrownBy(() -> follower("jdbc:postgresql://somewhere/audit").close())
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("only SQLite");
    assertThatThrownBy(() -> follower(url("no/such/folder/audit.db")).close())
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("cannot be used");
  }

  @Test
  @Order(2)
  void aHitHasTheColumnsPeopleAskFor() throws SQLException {
    String url = url("columns.db");
    toEnd(url);
    assertThat(
            query(
                url,
                "SELECT timestamp, conversation_id, utterance, state, severity, rule_version,"
                    + " json_extract(evidence, '$[0].text') FROM compliance_hits"
                    + " WHERE violation_id = 'v-7'"))
        .containsExactly(
            "2026-05-01T10:00:07Z|call-7|we \"guarantee\", a refund|VIOLATION|high|3|guarantee");
  }

  @Test
  @Order(3)
  void eachHitIsThereOnceHoweverOftenItsWriterDies() throws Exception {
    String url = url("killed.db");
    for (int death = 0; death < 6; death++) {
      recorded.record(300 + death * 20, 320 + death * 20);
      dieAfter(url, death);
    }
    toEnd(url);
    assertThat(query(url, "SELECT count(*), count(DISTINCT violation_id) FROM compliance_hits"))
        .containsExactly("420|420");
  }

  @Test
  @Order(4)
  void aWriterThatDiesInATransactionLeavesNeitherHitNorOffset() throws SQLException {
    String url = url("torn.db");
    try (HitTable table = HitTable.open(url, "cluster")) {
      HitRow broken = HitRow.of(RecordedViolations.violation(1));
      broken.columns().put("rule", null); // NOT NULL: fails when the first is written already
      var partition = new org.apache.kafka.common.TopicPartition("violations", 0);
      HitRow good = HitRow.of(RecordedViolations.violation(0));
      assertThatThrownBy(
              () ->
                  table.write(
                      List.of(
                          new LogReader.Row<>("v-0", good, partition, 0),
                          new LogReader.Row<>("v-1", broken, partition, 1)),
                      Map.of(partition, 2L)))
          .isInstanceOf(SQLException.class);
      assertThat(table.count()).isZero();
      assertThat(table.offsets("violations")).isEmpty();
    }
  }

  @Test
  @Order(5)
  void twoWritersOfOneDatabaseDoNotRepeatEachOther() throws Exception {
    String url = url("two.db");
    Thread other = Thread.ofPlatform().start(() -> toEnd(url));
    toEnd(url);
    other.join();
    assertThat(query(url, "SELECT count(*) FROM compliance_hits")).containsExactly("420");
  }

  @Test
  @Order(6)
  void whatIsRecordedWhileItFollowsComesAtOnceAndAnewWhenItChanges() throws Exception {
    String url = url("live.db");
    try (DatabaseFollower follower = follower(url)) {
      Thread running = Thread.ofPlatform().start(follower::run);
      Violation erased =
          Violation.newBuilder(RecordedViolations.violation(5)).setMessage("erased").build();
      recorded.record(erased);
      recorded.record(420, 421);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(
                          query(
                              url,
                              "SELECT message FROM compliance_hits"
                                  + " WHERE violation_id IN ('v-5', 'v-420') ORDER BY message"))
                      .containsExactly("Verify disclosure.", "erased"));
      follower.stop();
      running.join();
    }
  }

  /** Dies in the middle of a batch, without a word: what a kill leaves of it. */
  private static void dieAfter(String url, int batches) {
    AtomicInteger left = new AtomicInteger(batches);
    DatabaseFollower follower =
        new DatabaseFollower(
            recorded.kafka(),
            url,
            hits -> {
              if (left.getAndDecrement() <= 0) {
                throw new Killed();
              }
            });
    try (follower) {
      follower.runToEnd();
    } catch (Killed expected) {
      assertThat(expected).isNotNull();
    }
  }

  private static final class Killed extends RuntimeException {}

  private static void toEnd(String url) {
    try (DatabaseFollower follower = follower(url)) {
      follower.runToEnd();
    }
  }

  private static DatabaseFollower follower(String url) {
    return new DatabaseFollower(recorded.kafka(), url, hits -> {});
  }

  private static String url(String file) {
    return "jdbc:sqlite:" + folder.resolve(file);
  }

  private static List<String> query(String url, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int at = 1; at <= result.getMetaData().getColumnCount(); at++) {
          cells.add(String.valueOf(result.getString(at)));
        }
        rows.add(String.join("|", cells));
      }
    }
    return rows;
  }
}
