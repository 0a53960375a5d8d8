package io.cueline.topology.compliance;

import io.cueline.schemas.EndCause;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.topology.compliance.Decision.Agent;
import io.cueline.topology.compliance.Decision.FeedbackGiven;
import io.cueline.topology.compliance.InteractionState.Seen;
import io.cueline.topology.fragments.FragmentEvent;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides: what is kept of an interaction × an event → what is kept of it + decisions. Pure and
 * without state of its own, so thread-safe. Of the same frames of an interaction it makes the same
 * decisions, whatever ticks come in between and however often a frame is repeated.
 *
 * <p>Where frames of several sources make one call, that holds as far as their clocks agree: a word
 * of one source stamped before what another's ticks have already decided comes too late, and so
 * does feedback of another source on a call that silence has ended. Frames that only tell whose a
 * call is may come from any clock.
 */
public final class ComplianceEngine {

  /**
   * What came of an event.
   *
   * @param kept equal to what was handed in where nothing has changed; empty where nothing is to be
   *     kept
   * @param decisions in order
   */
  public record Outcome(Optional<Kept> kept, List<Decision> decisions) {
    public Outcome {
      decisions = List.copyOf(decisions);
    }
  }

  private final Function<String, Optional<SourceState>> sources;
  private final RuleBook rules;
  private final Hearing hearing;

  /**
   * @param sources what is known of a source; must have seen a frame's source ({@link
   *     SourceState#after}) before the frame comes here
   */
  public ComplianceEngine(Function<String, Optional<SourceState>> sources, RuleBook rules) {
    this.sources = sources;
    this.rules = rules;
    this.hearing = new Hearing(sources);
  }

  /**
   * A frame of the interaction.
   *
   * @param frame neither tick nor epoch
   */
  public Outcome onFrame(String interactionId, Optional<Kept> kept, Frame frame) {
    return switch (kept.orElse(null)) {
      case null -> onUnknown(interactionId, frame);
      case Kept.Ended ended -> onEnded(interactionId, ended, frame);
      case InteractionState state -> onOpen(interactionId, state, frame);
    };
  }

  /**
   * A source's time has come to a point: every frame of it stamped before has been applied.
   *
   * @param source of the tick, and of its current epoch
   */
  public Outcome onTick(String interactionId, Kept kept, String source, Instant readUpTo) {
    return switch (kept) {
      case Kept.Ended ended -> {
        boolean over = ended.source().equals(source) && !ended.until().isAfter(readUpTo);
        yield new Outcome(over ? Optional.empty() : Optional.of(ended), List.of());
      }
      case InteractionState state -> {
        Draft draft = Draft.of(interactionId, state);
        Timeline timeline = new Timeline(draft, adopted(draft));
        timeline.reach(source, sources.apply(draft.speech), readUpTo, false, false);
        yield outcome(draft, timeline);
      }
    };
  }

  /**
   * An agent has seen to a cue at their desktop, which keeps no time of the interaction's: it is
   * closed at the time that the rules have reached.
   */
  public Outcome onAcknowledged(String interactionId, Kept kept, String cueId) {
    return switch (kept) {
      case Kept.Ended ended -> new Outcome(Optional.of(ended), List.of());
      case InteractionState state -> {
        Draft draft = Draft.of(interactionId, state);
        Cues.acknowledge(draft, cueId, draft.clock);
        yield outcome(draft, new Timeline(draft, adopted(draft)));
      }
    };
  }

  private Outcome onUnknown(String interactionId, Frame frame) {
    if (isOlder(frame)) {
      return new Outcome(Optional.empty(), List.of());
    }
    return switch (frame.getKind()) {
      case UTTERANCE, FRAGMENT, DIALOG_STATE, ASSIGNMENT -> {
        Draft draft = Draft.opened(interactionId, frame);
        yield apply(draft, frame);
      }
      case END -> {
        List<Seen> seen = Draft.withSeen(List.of(), frame);
        Instant until = frame.getAt().plus(rules.current().engine().endedMarker());
        yield new Outcome(Optional.of(new Kept.Ended(frame.getSource(), until, seen)), List.of());
      }
      case FEEDBACK -> new Outcome(Optional.empty(), feedback(frame, Agent.NOBODY));
      case OTHER, TICK, EPOCH -> new Outcome(Optional.empty(), List.of());
    };
  }

  private Outcome onEnded(String interactionId, Kept.Ended ended, Frame frame) {
    if (Draft.isDuplicate(ended.seen(), frame) || isOlder(frame)) {
      return new Outcome(Optional.of(ended), List.of());
    }
    if (!ended.until().isAfter(frame.getAt())) {
      return onUnknown(interactionId, frame);
    }
    // A straggler: opens nothing, but what an agent did with a card is told even so.
    List<Seen> seen = Draft.withSeen(ended.seen(), frame);
    Kept.Ended next = new Kept.Ended(ended.source(), ended.until(), seen);
    boolean isFeedback = frame.getKind() == FrameKind.FEEDBACK;
    return new Outcome(Optional.of(next), isFeedback ? feedback(frame, Agent.NOBODY) : List.of());
  }

  private Outcome onOpen(String interactionId, InteractionState state, Frame frame) {
    if (Draft.isDuplicate(state.seen(), frame)) {
      return new Outcome(Optional.of(state), List.of());
    }
    Draft draft = Draft.of(interactionId, state);
    if (!isOlder(frame)) {
      return apply(draft, frame);
    }
    if (!Draft.hasSeenEpoch(draft.seen, frame)) {
      // Of a connection that ended before the call began here: not of the time being judged.
      return new Outcome(Optional.of(state), List.of());
    }
    draft.see(frame);
    Timeline timeline = new Timeline(draft, adopted(draft));
    sources.apply(draft.speech).ifPresent(timeline::catchUp);
    if (timeline.ended().isEmpty() && isWord(frame)) {
      // Ticks may have run past it or not: it tells from the next word on, which is where it is.
      draft.older = true;
    }
    return outcome(draft, timeline);
  }

  private Outcome apply(Draft draft, Frame frame) {
    Timeline timeline = new Timeline(draft, adopted(draft));
    boolean own = isWord(frame) || frame.getSource().equals(draft.speech);
    if (own) {
      hearing.letTimePass(draft, timeline, frame);
      if (timeline.ended().isPresent()) {
        // Silence had ended it before this frame, which is a straggler or begins another call.
        Outcome then = onEnded(draft.id, timeline.ended().get(), frame);
        List<Decision> both = new ArrayList<>(draft.decisions);
        both.addAll(then.decisions);
        return new Outcome(then.kept, both);
      }
    }
    draft.see(frame);
    if (isWord(frame)) {
      hearing.take(draft, frame);
    }
    return switch (frame.getKind()) {
      case UTTERANCE -> {
        RuleSnapshot judged = Judge.utterance(draft, timeline, frame, rules);
        yield outcome(draft, new Timeline(draft, judged));
      }
      case FRAGMENT -> {
        draft.gathering = frame.getSource();
        timeline.flushFragments(Judge.said(frame, frame.getAt()));
        yield outcome(draft, timeline);
      }
      case DIALOG_STATE -> {
        if (frame.getDialogState() != null && draft.gathering.equals(frame.getSource())) {
          timeline.flushFragments(
              new FragmentEvent.DialogState(frame.getAt(), frame.getDialogState()));
        }
        yield outcome(draft, timeline);
      }
      case END -> {
        Kept.Ended ended =
            Ending.end(
                draft,
                adopted(draft),
                frame.getSource(),
                draft.clock,
                EndCause.FRAME,
                Draft.position(frame));
        yield new Outcome(Optional.of(ended), draft.decisions);
      }
      case ASSIGNMENT -> {
        Hearing.assign(draft, frame);
        yield outcome(draft, timeline);
      }
      case FEEDBACK -> {
        feedback(frame, draft.agent).forEach(draft::decide);
        acknowledge(draft, frame);
        yield outcome(draft, timeline);
      }
      case OTHER, TICK, EPOCH -> outcome(draft, timeline);
    };
  }

  private static void acknowledge(Draft draft, Frame frame) {
    if (frame.getSubjectId() != null
        && frame.getAction() != null
        && isAcknowledgement(frame.getAction())) {
      Cues.acknowledge(draft, frame.getSubjectId(), frame.getAt());
    }
  }

  /** Of all that agents do with cues and cards, the one thing that closes a cue. */
  public static boolean isAcknowledgement(String action) {
    return action.toUpperCase(Locale.ROOT).equals("ACKNOWLEDGED");
  }

  private static List<Decision> feedback(Frame frame, Agent agent) {
    if (frame.getSubjectId() == null || frame.getAction() == null) {
      return List.of();
    }
    return List.of(
        new FeedbackGiven(
            frame.getSubjectId(),
            frame.getAction(),
            Optional.ofNullable(frame.getAgentId()).or(agent::agentId),
            Draft.position(frame),
            frame.getAt()));
  }

  private static Outcome outcome(Draft draft, Timeline timeline) {
    if (timeline.ended().isPresent()) {
      return new Outcome(Optional.of(timeline.ended().get()), draft.decisions);
    }
    return new Outcome(Optional.of(draft.state(timeline.wakes())), draft.decisions);
  }

  private RuleSnapshot adopted(Draft draft) {
    return draft.adopted(rules);
  }

  private boolean isOlder(Frame frame) {
    return sources
        .apply(frame.getSource())
        .filter(source -> frame.getEpoch() < source.epoch())
        .isPresent();
  }

  /** Words and what belongs to them move the interaction's clock, whichever source they are of. */
  private static boolean isWord(Frame frame) {
    return switch (frame.getKind()) {
      case UTTERANCE, FRAGMENT, DIALOG_STATE, END -> true;
      case FEEDBACK, ASSIGNMENT, TICK, EPOCH, OTHER -> false;
    };
  }
}
