package io.cueline.workbench.audit;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.Adoption;
import io.cueline.schemas.Scorecard;
import io.cueline.schemas.Violation;
import io.cueline.schemas.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Decides an interaction again from the recorded frames and adopted rules and holds the outcome
 * against {@code violations} and {@code scorecards}.
 */
public final class Verification {

  private final LogReader log;
  private final String interactionId;
  private final Optional<String> violationId;

  /** What is on record of the interaction; of each violation its last state. */
  private record OnRecord(Map<String, Violation> violations, List<Scorecard> cards) {}

  private Verification(LogReader log, String interactionId, Optional<String> violationId) {
    this.log = log;
    this.interactionId = interactionId;
    this.violationId = violationId;
  }

  /**
   * Verifies one violation, or all there is of an interaction.
   *
   * @param id a violation's or an interaction's
   * @throws StartupException where neither is on record
   */
  public static Verdict of(KafkaAccess kafka, String id) {
    try (LogReader log = new LogReader(kafka)) {
      AtomicReference<@Nullable Violation> violation = new AtomicReference<>();
      log.read(
          Topics.VIOLATIONS,
          log.partitions(Topics.VIOLATIONS),
          row -> {
            if (id.equals(row.key())) {
              violation.set(row.value());
            }
          });
      return Optional.ofNullable(violation.get())
          .map(found -> new Verification(log, found.getInteractionId(), Optional.of(id)))
          .orElseGet(() -> new Verification(log, id, Optional.empty()))
          .verify();
    }
  }

  private Verdict verify() {
    OnRecord record = onRecord();
    if (record.cards.isEmpty()) {
      return withoutScorecard(record);
    }
    RecordedRules rules = new RecordedRules();
    log.read(
        Topics.COMPLIANCE_CONFIG_LOG,
        log.partitions(Topics.COMPLIANCE_CONFIG_LOG),
        row -> rules.take(row.value()));
    List<Adoption> adoptions = adoptions(record.cards);
    Redecision again = new Redecision(interactionId, adoptions, rules);
    TopicPartition partition = log.partitionOf(Topics.TRANSCRIPT_FRAMES, interactionId);
    try {
      log.read(Topics.TRANSCRIPT_FRAMES, partition, row -> again.take(row.value()));
    } catch (RecordedRules.Gone gone) {
      return new Verdict.Expired(interactionId, gone.reason());
    }
    boolean cutOff = log.hasLostItsBeginning(partition);
    Optional<String> expired = expired(again, record.cards, cutOff);
    if (expired.isPresent()) {
      return new Verdict.Expired(interactionId, expired.get());
    }
    // What was said meanwhile may have been decided meanwhile.
    OnRecord now = again.isOpen() ? onRecord() : record;
    List<Difference> differences = compare(now, again);
    if (differences.isEmpty()) {
      return new Verdict.Same(
          interactionId,
          violationId.isPresent() ? 1 : now.violations.size(),
          violationId.isPresent() ? 0 : now.cards.size(),
          again.frames(),
          adoptions.stream().map(Adoption::getRevision).distinct().toList());
    }
    return new Verdict.Differs(interactionId, differences, excuse(again, cutOff));
  }

  private Verdict withoutScorecard(OnRecord record) {
    if (record.violations.isEmpty()) {
      throw new StartupException(
          "no violation and no interaction '%s' is on record".formatted(interactionId));
    }
    return new Verdict.Expired(
        interactionId, "its scorecard, which tells by which rules it was judged, has expired");
  }

  private OnRecord onRecord() {
    Map<String, Violation> violations = new LinkedHashMap<>();
    List<Scorecard> cards = new ArrayList<>();
    log.read(
        Topics.VIOLATIONS,
        log.partitionOf(Topics.VIOLATIONS, interactionId),
        row -> {
          if (interactionId.equals(row.value().getInteractionId())) {
            violations.put(row.key(), row.value());
          }
        });
    log.read(
        Topics.SCORECARDS,
        log.partitionOf(Topics.SCORECARDS, interactionId),
        row -> {
          if (interactionId.equals(row.key())) {
            cards.add(row.value());
          }
        });
    return new OnRecord(violations, cards);
  }

  /** Each card holds all adoptions of its call so far; compaction leaves the last of each id. */
  private static List<Adoption> adoptions(List<Scorecard> cards) {
    return cards.stream().flatMap(card -> card.getAdoptions().stream()).distinct().toList();
  }

  private static Optional<String> expired(Redecision again, List<Scorecard> cards, boolean cutOff) {
    Optional<Instant> begin = again.begin();
    if (begin.isEmpty()) {
      return Optional.of("its frames have expired");
    }
    boolean earlier = cards.stream().anyMatch(card -> card.getStartedAt().isBefore(begin.get()));
    return cutOff && earlier
        ? Optional.of("its first frames have expired; what is left begins at " + begin.get())
        : Optional.empty();
  }

  private static Optional<String> excuse(Redecision again, boolean cutOff) {
    return cutOff && !again.knowsItsConnection()
        ? Optional.of(
            "how its source's connection began has expired, which may be why it comes out"
                + " otherwise")
        : Optional.empty();
  }

  private List<Difference> compare(OnRecord record, Redecision again) {
    List<Difference> differences = new ArrayList<>();
    Map<String, Violation> left = new HashMap<>(again.violations());
    record.violations.forEach(
        (id, violation) -> {
          Violation decided = left.remove(id);
          if (isAskedFor(id)) {
            differences.addAll(compare(id, violation, decided));
          }
        });
    if (violationId.isEmpty()) {
      left.forEach(
          (id, decided) -> differences.add(Difference.missing("violation " + id, title(decided))));
      differences.addAll(compare(record.cards, again.cards()));
    }
    return differences;
  }

  private boolean isAskedFor(String id) {
    return violationId.isEmpty() || violationId.get().equals(id);
  }

  private static List<Difference> compare(
      String id, Violation recorded, @Nullable Violation decided) {
    String name = "violation " + id;
    return decided == null
        ? List.of(Difference.invented(name, title(recorded)))
        : Difference.between(name, recorded, decided);
  }

  /** The last on record must be the last decided; those before it must have been decided too. */
  private static List<Difference> compare(List<Scorecard> recorded, List<Scorecard> decided) {
    if (decided.isEmpty()) {
      return List.of(Difference.invented("scorecard", "a scorecard"));
    }
    List<Difference> last = Difference.between("scorecard", recorded.getLast(), decided.getLast());
    if (!last.isEmpty()) {
      return last;
    }
    List<Difference> differences = new ArrayList<>();
    for (Scorecard card : recorded.subList(0, recorded.size() - 1)) {
      if (decided.stream().allMatch(each -> differ(card, each))) {
        differences.add(Difference.invented("earlier scorecard", "of " + card.getStartedAt()));
      }
    }
    return differences;
  }

  private static boolean differ(Scorecard one, Scorecard other) {
    return !Difference.between("scorecard", one, other).isEmpty();
  }

  private static String title(Violation violation) {
    return "%s of %s at %s"
        .formatted(violation.getKind(), violation.getRuleId(), violation.getAt());
  }
}
