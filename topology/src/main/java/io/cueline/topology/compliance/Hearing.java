package io.cueline.topology.compliance;

import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.topology.compliance.Decision.Agent;
import io.cueline.topology.compliance.RuleState.Doubt;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** How an interaction listens: to which source, since when, and whose it is meanwhile. */
final class Hearing {

  private final Function<String, Optional<SourceState>> sources;

  Hearing(Function<String, Optional<SourceState>> sources) {
    this.sources = sources;
  }

  /** A frame of the interaction's own moves its time; who speaks from another source takes over. */
  void letTimePass(Draft draft, Timeline timeline, Frame frame) {
    String source = frame.getSource();
    boolean ruling =
        switch (frame.getKind()) {
          case UTTERANCE, END -> true;
          case FRAGMENT -> !draft.heard;
          case DIALOG_STATE, FEEDBACK, ASSIGNMENT, TICK, EPOCH, OTHER -> false;
        };
    timeline.reach(source, sources.apply(draft.speech), frame.getAt(), ruling, true);
    if (timeline.ended().isPresent()) {
      return;
    }
    if (ruling && !source.equals(draft.speech)) {
      takeOver(draft, frame);
    }
    if (source.equals(draft.speech) && draft.clock.isBefore(frame.getAt())) {
      draft.clock = frame.getAt();
    }
  }

  private static void takeOver(Draft draft, Frame frame) {
    if (draft.gathering.equals(draft.speech)) {
      draft.gathering = frame.getSource();
    }
    draft.speech = frame.getSource();
    draft.epoch = frame.getEpoch();
    if (draft.heard) {
      draft.doubtOpenDisclosures(Doubt.OTHER_SOURCE);
    } else {
      // Only told of so far, by a source with another clock: its time begins now.
      draft.clock = frame.getAt();
    }
  }

  /** A word, or what belongs to words. */
  void take(Draft draft, Frame frame) {
    if (!draft.heard
        && (frame.getKind() == FrameKind.UTTERANCE || frame.getKind() == FrameKind.FRAGMENT)) {
      draft.heard = true;
      draft.heardAfter =
          sources
              .apply(frame.getSource())
              .filter(source -> !source.announcesStart())
              .flatMap(SourceState::listeningSince)
              .map(since -> Duration.between(since, frame.getAt()));
    }
    if (draft.silentSince.isBefore(frame.getAt())) {
      draft.silentSince = frame.getAt();
    }
    if (frame.getSource().equals(draft.speech)) {
      takeWhatWaited(draft);
    }
    if (frame.getAgentId() != null) {
      assign(draft, frame);
    }
  }

  /** What came by other clocks holds from here on: all that was due before has been decided. */
  private static void takeWhatWaited(Draft draft) {
    draft.announced.ifPresent(draft::assign);
    draft.announced = Optional.empty();
    if (draft.older) {
      draft.doubtOpenDisclosures(Doubt.OLDER_EPOCH);
      draft.older = false;
    }
  }

  /** Another source's word on whose it is waits for the next frame of the rules' source. */
  static void assign(Draft draft, Frame frame) {
    Agent next =
        new Agent(
            Optional.ofNullable(frame.getAgentId()),
            Optional.ofNullable(frame.getDesktopSession()));
    if (frame.getSource().equals(draft.speech)) {
      draft.announced = Optional.empty();
      draft.assign(next);
    } else {
      draft.announced = Optional.of(next);
    }
  }
}
