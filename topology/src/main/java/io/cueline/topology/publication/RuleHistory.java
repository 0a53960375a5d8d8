package io.cueline.topology.publication;

import io.cueline.schemas.ConfigLogEntry;
import io.cueline.schemas.Revision;
import io.cueline.schemas.RuleVersion;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who put which rules in force, when and why, out of {@code compliance-config-log}. Thread-safe;
 * reads the whole log at each call and blocks meanwhile.
 */
public final class RuleHistory {

  /**
   * A publication.
   *
   * @param base the revision it was made from
   * @param rules how many were in force by it
   * @param changed new or other than before
   */
  public record Entry(
      long revision,
      long base,
      Instant at,
      String who,
      String why,
      int rules,
      List<Version> changed,
      List<String> removed) {
    public Entry {
      changed = List.copyOf(changed);
      removed = List.copyOf(removed);
    }

    /** Whether it did anything to that rule. */
    public boolean touches(String ruleId) {
      return removed.contains(ruleId)
          || changed.stream().anyMatch(version -> version.ruleId().equals(ruleId));
    }
  }

  /**
   * A version of a rule.
   *
   * @param source canonical JSON
   */
  public record Version(String ruleId, int version, String hash, String source) {}

  private static final class Draft {
    private final List<Version> changed = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private @Nullable Revision revision;

    void take(ConfigLogEntry entry) {
      RuleVersion rule = entry.getRule();
      if (rule != null) {
        changed.add(
            new Version(rule.getRuleId(), rule.getVersion(), rule.getHash(), rule.getSource()));
      }
      Optional.ofNullable(entry.getRemovedRuleId()).ifPresent(removed::add);
      revision = entry.getRevision() == null ? revision : entry.getRevision();
    }

    Optional<Entry> entry() {
      return Optional.ofNullable(revision)
          .map(
              known ->
                  new Entry(
                      known.getNumber(),
                      known.getBase(),
                      known.getPublishedAt(),
                      known.getPublishedBy(),
                      known.getReason(),
                      known.getRules().size(),
                      changed,
                      removed));
    }
  }

  private final ConfigTopics topics;

  /**
   * @param clientConfig how to reach the cluster
   */
  public RuleHistory(Map<String, Object> clientConfig, TopicNames names, SchemaDirectory schemas) {
    this.topics = new ConfigTopics(clientConfig, names, schemas);
  }

  /** All publications, oldest first. */
  public List<Entry> entries() {
    Map<Long, Draft> drafts = new TreeMap<>();
    topics.readLog(
        entry ->
            drafts.computeIfAbsent(entry.getRevisionNumber(), number -> new Draft()).take(entry));
    return drafts.values().stream().flatMap(draft -> draft.entry().stream()).toList();
  }
}
