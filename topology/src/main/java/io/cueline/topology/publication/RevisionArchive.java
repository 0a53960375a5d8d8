package io.cueline.topology.publication;

import io.cueline.schemas.ConfigLogEntry;
import io.cueline.schemas.Revision;
import io.cueline.schemas.RuleRef;
import io.cueline.schemas.RuleVersion;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.topology.rules.EngineSettings;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleFile;
import io.cueline.topology.rules.RuleSet;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rules that are no longer in force, out of {@code compliance-config-log}: a call under way is
 * judged by what it has adopted, on whichever instance it is by then. Thread-safe; blocks while it
 * reads the log, which it does when a revision is not known yet, at most once a second.
 */
public final class RevisionArchive {

  private static final Logger LOG = LoggerFactory.getLogger(RevisionArchive.class);
  private static final Duration READ_AT_MOST_EVERY = Duration.ofSeconds(1);

  private record VersionKey(String ruleId, int version) {}

  private final ConfigTopics topics;
  private final Map<Long, Revision> revisions = new HashMap<>();
  private final Map<VersionKey, RuleVersion> versions = new HashMap<>();
  private long lastRead = System.nanoTime() - READ_AT_MOST_EVERY.toNanos();

  /**
   * @param clientConfig how to reach the cluster
   */
  public RevisionArchive(
      Map<String, Object> clientConfig, TopicNames names, SchemaDirectory schemas) {
    this.topics = new ConfigTopics(clientConfig, names, schemas);
  }

  /** That revision, compiled anew at each call; empty where the log does not hold all of it. */
  public Optional<RuleSnapshot> revision(long number) {
    return ruleSet(number).map(set -> RuleSnapshot.of(number, set.engine(), set.rules()));
  }

  /** The same as it was published, with the rules that were off. */
  public synchronized Optional<RuleSet> ruleSet(long number) {
    boolean old = System.nanoTime() - lastRead >= READ_AT_MOST_EVERY.toNanos();
    if (!revisions.containsKey(number) && old) {
      topics.readLog(this::take);
      lastRead = System.nanoTime();
    }
    return Optional.ofNullable(revisions.get(number)).flatMap(this::compile);
  }

  private void take(ConfigLogEntry entry) {
    @Nullable RuleVersion rule = entry.getRule();
    if (rule != null) {
      versions.put(new VersionKey(rule.getRuleId(), rule.getVersion()), rule);
    }
    @Nullable Revision revision = entry.getRevision();
    if (revision != null) {
      revisions.put(revision.getNumber(), revision);
    }
  }

  private Optional<RuleSet> compile(Revision revision) {
    List<Rule> rules = new ArrayList<>();
    for (RuleRef ref : revision.getRules()) {
      @Nullable RuleVersion version =
          versions.get(new VersionKey(ref.getRuleId(), ref.getVersion()));
      if (version == null
          || !(RuleFile.parseRule(ref.getRuleId(), version.getSource())
              instanceof RuleFile.RuleResult.Accepted(Rule rule))) {
        LOG.atWarn()
            .addKeyValue("revision", revision.getNumber())
            .addKeyValue("rule", ref.getRuleId())
            .addKeyValue("version", ref.getVersion())
            .log("A rule of an earlier revision is not to be had");
        return Optional.empty();
      }
      rules.add(rule.withVersion(ref.getVersion()));
    }
    return Optional.of(new RuleSet(EngineSettings.of(revision.getEngine()), rules));
  }
}
