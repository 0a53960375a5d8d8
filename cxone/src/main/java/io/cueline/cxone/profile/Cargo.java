package io.cueline.cxone.profile;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a channel can be asked to carry, with the names a profile's templates may use for it. Who
 * fills them in must know them all.
 */
public enum Cargo {
  /** Violations. */
  INTERRUPT,
  /** Missing disclosures. */
  DISCLOSURE,
  /** Ranked knowledge cards; outside a {@code for-each}, {@code card…} is the best of them. */
  CARD,
  /** What agents did with cues and cards. */
  FEEDBACK;

  /** The channel that is no call: frames of the profile's {@code realtime} section. */
  public static final String REALTIME = "realtime";

  /** Its name under {@code channels}. */
  public String field() {
    return switch (this) {
      case INTERRUPT -> "interrupt";
      case DISCLOSURE -> "disclosure";
      case CARD -> "card";
      case FEEDBACK -> "feedback";
    };
  }

  /** What a template may name. */
  public Set<String> placeholders() {
    return switch (this) {
      case INTERRUPT, DISCLOSURE -> Names.CUE;
      case CARD -> Names.INSIGHT;
      case FEEDBACK -> Names.FEEDBACK;
    };
  }

  /** What {@code for-each} may name, and what its members have beside. */
  public Map<String, Set<String>> lists() {
    return switch (this) {
      case INTERRUPT, DISCLOSURE -> Map.of("item", Names.ITEM);
      case CARD -> Map.of("card", Names.CARD);
      case FEEDBACK -> Map.of();
    };
  }

  /** Calls whose bodies need no template, and {@link #REALTIME} where it can carry this. */
  public Set<String> builtIn() {
    return switch (this) {
      case INTERRUPT, DISCLOSURE -> Names.FOR_CUES;
      case CARD -> Names.FOR_CARDS;
      case FEEDBACK -> Names.FOR_FEEDBACK;
    };
  }

  /** The names of this under {@code channels}. */
  public List<String> of(Channels channels) {
    return switch (this) {
      case INTERRUPT -> channels.interrupt();
      case DISCLOSURE -> channels.disclosure();
      case CARD -> channels.card();
      case FEEDBACK -> channels.feedback();
    };
  }

  private static final class Names {
    static final Set<String> COMMON =
        sorted(
            Set.of(),
            "interactionId",
            "causeId",
            "frameId",
            "tenant",
            "agentId",
            "session",
            "kind",
            "priorityLevel",
            "adopted",
            "time",
            "epochSeconds");
    static final Set<String> ITEM = sorted(Set.of(), "itemTitle", "ruleId", "ruleVersion");
    static final Set<String> CUE =
        sorted(
            COMMON,
            "cueId",
            "number",
            "change",
            "status",
            "title",
            "message",
            "description",
            "severity",
            "ruleIds",
            "itemTitles");
    static final Set<String> CARD =
        sorted(
            Set.of(),
            "cardId",
            "cardTitle",
            "cardSnippet",
            "cardCitation",
            "cardScore",
            "cardPriority");
    static final Set<String> INSIGHT = sorted(union(COMMON, CARD), "insightId", "cardTitles");
    static final Set<String> FEEDBACK = sorted(COMMON, "subjectId", "action");

    static final Set<String> FOR_CUES =
        sorted(Set.of(), "prompts", "cues", "agent-messages", "signal", "crm-callback", REALTIME);
    static final Set<String> FOR_CARDS =
        sorted(
            Set.of(),
            "insights",
            "assist-cards",
            "agent-messages",
            "signal",
            "crm-callback",
            REALTIME);
    static final Set<String> FOR_FEEDBACK = sorted(Set.of(), "training-feedback", "crm-callback");

    private static Set<String> union(Set<String> one, Set<String> other) {
      Set<String> both = new TreeSet<>(one);
      both.addAll(other);
      return both;
    }

    private static Set<String> sorted(Set<String> more, String... names) {
      return Collections.unmodifiableSet(new TreeSet<>(union(more, Set.of(names))));
    }
  }
}
