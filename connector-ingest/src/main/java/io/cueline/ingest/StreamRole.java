package io.cueline.ingest;

import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.profile.StreamSpec;
import io.cueline.cxone.profile.StreamSpec.Matter;
import io.cueline.ingest.dialect.FrameContent;
import io.cueline.schemas.FrameKind;

/**
 * What a stream's frames may decide, so that a call heard on two streams counts once: words of a
 * stream that does not decide on compliance move no rule, those of one that does not decide on
 * knowledge feed no look-up. Nothing is left out: what decides nothing is written as {@code OTHER}.
 *
 * @param compliance its utterances are judged
 * @param knowledge its words feed the look-up
 * @param ends its word that a call is over holds
 */
record StreamRole(boolean compliance, boolean knowledge, boolean ends) {

  static StreamRole of(StreamSpec stream, Profile profile) {
    boolean compliance = stream.decides().contains(Matter.COMPLIANCE);
    return new StreamRole(
        compliance,
        stream.decides().contains(Matter.KNOWLEDGE),
        compliance || profile.deciding(Matter.COMPLIANCE).isEmpty());
  }

  /** The frame as what it may be. */
  FrameContent play(FrameContent content) {
    FrameKind kind =
        switch (content.kind()) {
          case UTTERANCE -> utterance(content);
          case FRAGMENT, DIALOG_STATE -> knowledge ? content.kind() : FrameKind.OTHER;
          case END -> ends ? FrameKind.END : FrameKind.OTHER;
          case FEEDBACK, ASSIGNMENT, TICK, EPOCH, OTHER -> content.kind();
        };
    return kind == content.kind() ? content : content.withKind(kind);
  }

  private FrameKind utterance(FrameContent content) {
    if (compliance) {
      return FrameKind.UTTERANCE;
    }
    return knowledge && content.isFinal() ? FrameKind.FRAGMENT : FrameKind.OTHER;
  }
}
