package io.cueline.workbench.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.Evidence;
import io.cueline.schemas.Scorecard;
import io.cueline.schemas.Violation;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One demo, whose every decision is decided again. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VerificationTest {

  @TempDir private static Path data;

  @SuppressWarnings("NullAway.Init")
  private static AuditedDemo demo;

  @BeforeAll
  static void runTheDemo() throws InterruptedException {
    AuditedDemo.run(data, Optional.empty(), 2_000);
    demo = AuditedDemo.open(data);
  }

  @AfterAll
  static void close() {
    demo.close();
  }

  @Test
  @Order(1)
  void everyViolationComesOutTheSame() {
    List<Violation> violations = demo.all(Topics.VIOLATIONS);
    assertThat(violations).isNotEmpty();
    for (Violation violation : violations) {
      assertThat(Verification.of(demo.kafka(), violation.getViolationId()))
          .isInstanceOfSatisfying(
              Verdict.Same.class, same -> assertThat(same.violations()).isEqualTo(1));
    }
  }

  @Test
  @Order(2)
  void everyInteractionComesOutTheSame() {
    List<String> interactions =
        demo.all(Topics.SCORECARDS).stream().map(Scorecard::getInteractionId).distinct().toList();
    assertThat(interactions).hasSizeGreaterThan(10);
    for (String interaction : interactions) {
      assertThat(Verification.of(demo.kafka(), interaction))
          .isInstanceOfSatisfying(
              Verdict.Same.class, same -> assertThat(same.scorecards()).isPositive());
    }
  }

  @Test
  @Order(3)
  void whatIsNotOnRecordIsSaidSo() {
    assertThatThrownBy(() -> Verification.of(demo.kafka(), "nobody"))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("'nobody' is on record");
  }

  @Test
  @Order(4)
  void aTamperedViolationIsFoundOut() throws ExecutionException, InterruptedException {
    Violation original = withEvidence();
    List<Evidence> words = new ArrayList<>(original.getEvidence());
    words.set(0, Evidence.newBuilder(words.getFirst()).setText("other words").build());
    Violation tampered =
        Violation.newBuilder(original).setAgentId("somebody-else").setEvidence(words).build();
    String id = original.getViolationId();
    demo.write(Topics.VIOLATIONS, id, original.getInteractionId(), tampered);

    assertThat(Verification.of(demo.kafka(), id))
        .isInstanceOfSatisfying(
            Verdict.Differs.class,
            differs ->
                assertThat(differs.differences())
                    .extracting(Difference::field)
                    .containsExactly("agentId", "evidence[0].text"));
    assertThat(Verification.of(demo.kafka(), original.getInteractionId()))
        .isInstanceOf(Verdict.Differs.class);
    demo.write(Topics.VIOLATIONS, id, original.getInteractionId(), original);
  }

  @Test
  @Order(5)
  void anInventedViolationIsFoundOut() throws ExecutionException, InterruptedException {
    Violation invented = Violation.newBuilder(withEvidence()).setViolationId("made-up").build();
    String interaction = invented.getInteractionId();
    demo.write(Topics.VIOLATIONS, "made-up", interaction, invented);

    assertThat(Verification.of(demo.kafka(), "made-up"))
        .isInstanceOfSatisfying(
            Verdict.Differs.class,
            differs -> assertThat(differs.differences().getFirst().decided()).isEqualTo("nothing"));
  }

  @Test
  @Order(6)
  void framesThatHaveExpiredProveNothing() throws ExecutionException, InterruptedException {
    Violation violation = withEvidence();
    try (Admin admin = Admin.create(demo.kafka().clientConfig())) {
      String topic = new TopicNames(demo.kafka().prefix()).of(Topics.TRANSCRIPT_FRAMES);
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      for (int partition = 0; partition < 8; partition++) {
        all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
      }
      admin.deleteRecords(all).all().get();
    }
    assertThat(Verification.of(demo.kafka(), violation.getViolationId()))
        .isInstanceOfSatisfying(
            Verdict.Expired.class,
            expired -> assertThat(expired.reason()).isEqualTo("its frames have expired"));
  }

  private static Violation withEvidence() {
    return demo.all(Topics.VIOLATIONS).stream()
        .filter(each -> !each.getEvidence().isEmpty())
        .findFirst()
        .orElseThrow();
  }
}
