package io.cueline.topology.compliance;

import io.cueline.schemas.Adoption;
import io.cueline.schemas.Speaker;
import io.cueline.topology.compliance.Decision.Agent;
import io.cueline.topology.fragments.FragmentBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An open interaction. Immutable.
 *
 * @param speech the source whose frames and ticks move the rules' clock: it last spoke
 * @param epoch of that source when the interaction last looked at it
 * @param heard whether it has had a word yet, be it a partial one
 * @param heardAfter how long its source had listened when it had its first word; empty where the
 *     source says when calls begin, or has listened since before the log begins
 * @param joined it was joined in progress, so its beginning is not known
 * @param startedAt its first frame
 * @param clock the time its rules have reached by its own frames; ticks leave it alone
 * @param silentSince its last word, or the end of a gap after it
 * @param gathering the source that feeds the fragments, whose time flushes them; empty before the
 *     first
 * @param seen the last sequence number of each source and epoch, oldest first, bounded
 * @param utterances final ones judged
 * @param adoptions the revisions it was judged by, the present one last
 * @param agent whose it is
 * @param announced whose it will be from the next frame of the rules' source on: told by another
 * @param older a frame of an older connection has come since the last one of the rules' source
 * @param agentIds in order of their first assignment
 * @param rules only those that are not idle; handed over, so not to be changed any more
 * @param nextDue when the next of them falls due by time
 * @param wakes when to look next, by source
 */
public record InteractionState(
    String speech,
    long epoch,
    boolean heard,
    Optional<Duration> heardAfter,
    boolean joined,
    Instant startedAt,
    Instant clock,
    Instant silentSince,
    String gathering,
    List<Seen> seen,
    int utterances,
    List<Adoption> adoptions,
    Agent agent,
    Optional<Agent> announced,
    boolean older,
    List<String> agentIds,
    SortedMap<String, RuleState> rules,
    Optional<Instant> nextDue,
    Optional<DisclosureCue> cue,
    Optional<Tail> tail,
    FragmentBuffer fragments,
    Map<String, Instant> wakes)
    implements Kept {

  /** The last sequence number of a source and epoch. */
  public record Seen(String source, long epoch, long seq) {}

  /**
   * The end of the last utterance, for phrases that run on into the next.
   *
   * @param text as said, at most {@link #LENGTH} characters
   */
  public record Tail(Speaker speaker, String text) {
    static final int LENGTH = 200;

    /** The end of a text, of that length; never the second half of a surrogate pair alone. */
    static String end(String text) {
      int from = Math.max(0, text.length() - LENGTH);
      boolean splits = from > 0 && Character.isLowSurrogate(text.charAt(from));
      return text.substring(splits ? from + 1 : from);
    }
  }

  /**
   * The open cue that lists the overdue disclosures.
   *
   * @param number of its last change
   * @param ruleIds of the disclosures it lists
   */
  public record DisclosureCue(String cueId, int number, Instant openedAt, List<String> ruleIds) {
    public DisclosureCue {
      ruleIds = List.copyOf(ruleIds);
    }
  }

  public InteractionState {
    seen = List.copyOf(seen);
    adoptions = List.copyOf(adoptions);
    agentIds = List.copyOf(agentIds);
    rules = Collections.unmodifiableSortedMap(rules);
    wakes = Map.copyOf(wakes);
  }

  /** When the next disclosure of these falls due by time. */
  public static Optional<Instant> nextDue(SortedMap<String, RuleState> rules) {
    @Nullable Instant next = null;
    for (RuleState state : rules.values()) {
      if (state instanceof Required required && required.dueAt().isPresent()) {
        Instant at = required.dueAt().get();
        next = next == null || at.isBefore(next) ? at : next;
      }
    }
    return Optional.ofNullable(next);
  }

  /** The revision it is judged by, 0 before its first utterance. */
  public long revision() {
    return adoptions.isEmpty() ? 0 : adoptions.getLast().getRevision();
  }
}
