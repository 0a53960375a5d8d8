package io.cueline.publisher.delivery;

import io.cueline.schemas.CauseKind;
import io.cueline.schemas.Cue;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;

/** The record that is to be delivered. */
public sealed interface Content {

  CauseKind kind();

  record OfCue(Cue cue) implements Content {
    @Override
    public CauseKind kind() {
      return CauseKind.CUE;
    }
  }

  record OfInsight(Insight insight) implements Content {
    @Override
    public CauseKind kind() {
      return CauseKind.INSIGHT;
    }
  }

  record OfFeedback(Feedback feedback) implements Content {
    @Override
    public CauseKind kind() {
      return CauseKind.FEEDBACK;
    }
  }
}
