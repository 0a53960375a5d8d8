package io.cueline.schemas.topic;

import io.cueline.schemas.ClientPause;
import io.cueline.schemas.ConfigEntry;
import io.cueline.schemas.ConfigLogEntry;
import io.cueline.schemas.Cue;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.DisclosureState;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Frame;
import io.cueline.schemas.Insight;
import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.KnowledgeQuery;
import io.cueline.schemas.KnowledgeResult;
import io.cueline.schemas.KnowledgeVectors;
import io.cueline.schemas.NearMiss;
import io.cueline.schemas.RejectedFrame;
import io.cueline.schemas.Scorecard;
import io.cueline.schemas.Violation;
import io.cueline.schemas.topic.Topic.Cleanup;
import io.cueline.schemas.topic.Topic.Partitioning;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Every topic of Cueline. The names here are the only ones; {@link TopicNames} adds the prefix. */
public final class Topics {

  private static final Cleanup ONE_DAY = new Cleanup.Delete(Duration.ofDays(1));
  private static final Cleanup SEVEN_DAYS = new Cleanup.Delete(Duration.ofDays(7));
  private static final Cleanup THIRTY_DAYS = new Cleanup.Delete(Duration.ofDays(30));
  private static final Cleanup COMPACT = new Cleanup.Compact();
  private static final Cleanup AUDIT = new Cleanup.CompactAndDelete(Duration.ofDays(400));

  /** As long, but many records share a key: compaction would leave the last one of them. */
  private static final Cleanup AUDIT_OF_ALL = new Cleanup.Delete(Duration.ofDays(400));

  public static final Topic<Frame> TRANSCRIPT_FRAMES =
      byInteraction("transcript-frames", "interaction", SEVEN_DAYS, Frame.class);
  public static final Topic<RejectedFrame> REJECTED_FRAMES =
      byInteraction("rejected-frames", "source", SEVEN_DAYS, RejectedFrame.class);
  public static final Topic<ConfigEntry> COMPLIANCE_CONFIG =
      single("compliance-config", "rule id", COMPACT, ConfigEntry.class);
  public static final Topic<ConfigLogEntry> COMPLIANCE_CONFIG_LOG =
      single("compliance-config-log", "content hash", new Cleanup.Forever(), ConfigLogEntry.class);
  public static final Topic<Violation> VIOLATIONS =
      byInteraction("violations", "violation id", AUDIT, Violation.class);
  public static final Topic<Scorecard> SCORECARDS =
      byInteraction("scorecards", "interaction", AUDIT, Scorecard.class);
  public static final Topic<DisclosureState> DISCLOSURE_STATES =
      byInteraction("disclosure-states", "interaction and rule", ONE_DAY, DisclosureState.class);
  public static final Topic<NearMiss> NEAR_MISSES =
      byInteraction("near-misses", "interaction", THIRTY_DAYS, NearMiss.class);
  public static final Topic<Cue> CUES =
      byInteraction("cues", "cue id", new Cleanup.CompactAndDelete(Duration.ofDays(1)), Cue.class);
  public static final Topic<KnowledgeQuery> KNOWLEDGE_QUERIES =
      byInteraction("knowledge-queries", "interaction", ONE_DAY, KnowledgeQuery.class);
  public static final Topic<KnowledgeResult> KNOWLEDGE_RESULTS =
      byInteraction("knowledge-results", "interaction", ONE_DAY, KnowledgeResult.class);
  public static final Topic<Insight> INSIGHTS =
      byInteraction("insights", "interaction", ONE_DAY, Insight.class);
  public static final Topic<Feedback> FEEDBACK =
      byInteraction("feedback", "interaction", AUDIT_OF_ALL, Feedback.class);
  public static final Topic<Delivery> DELIVERIES =
      byInteraction("deliveries", "cause id and channel", AUDIT, Delivery.class);
  public static final Topic<ClientPause> CLIENT_PAUSES =
      single("client-pauses", "scope", COMPACT, ClientPause.class);
  public static final Topic<KnowledgeArticle> KNOWLEDGE_ARTICLES =
      byInteraction("knowledge-articles", "article id", COMPACT, KnowledgeArticle.class);
  public static final Topic<KnowledgeVectors> KNOWLEDGE_VECTORS =
      byInteraction("knowledge-vectors", "article id", COMPACT, KnowledgeVectors.class);

  /** Values are schemas as JSON text, not Avro: this is what makes all other topics readable. */
  public static final Topic<SpecificRecord> SCHEMAS =
      new Topic<>("schemas", "fingerprint", Partitioning.SINGLE, COMPACT, Optional.empty());

  /** Values are the failed records as they came, whatever they are. */
  public static final Topic<SpecificRecord> TOPOLOGY_ERRORS =
      new Topic<>(
          "topology-errors",
          "as it came",
          Partitioning.BY_INTERACTION,
          SEVEN_DAYS,
          Optional.empty());

  /** All of them, in the order in which data flows. */
  public static final List<Topic<?>> ALL =
      List.of(
          SCHEMAS,
          TRANSCRIPT_FRAMES,
          REJECTED_FRAMES,
          COMPLIANCE_CONFIG,
          COMPLIANCE_CONFIG_LOG,
          VIOLATIONS,
          SCORECARDS,
          DISCLOSURE_STATES,
          NEAR_MISSES,
          CUES,
          KNOWLEDGE_QUERIES,
          KNOWLEDGE_RESULTS,
          INSIGHTS,
          FEEDBACK,
          DELIVERIES,
          CLIENT_PAUSES,
          KNOWLEDGE_ARTICLES,
          KNOWLEDGE_VECTORS,
          TOPOLOGY_ERRORS);

  /** Partitions of the interaction topics where nothing else is said; fixed for a prefix's life. */
  public static final int DEFAULT_INTERACTION_PARTITIONS = 8;

  /** The key of the record in {@link #COMPLIANCE_CONFIG} that names the set of rules in force. */
  public static final String REVISION_KEY = "@revision";

  private Topics() {}

  private static <V extends SpecificRecord> Topic<V> byInteraction(
      String name, String key, Cleanup cleanup, Class<V> type) {
    return new Topic<>(name, key, Partitioning.BY_INTERACTION, cleanup, Optional.of(type));
  }

  private static <V extends SpecificRecord> Topic<V> single(
      String name, String key, Cleanup cleanup, Class<V> type) {
    return new Topic<>(name, key, Partitioning.SINGLE, cleanup, Optional.of(type));
  }
}
