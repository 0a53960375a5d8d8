package io.cueline.publisher.body;

import io.cueline.publisher.delivery.Content;
import io.cueline.schemas.Card;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which frame last brought a card or cue, so that what an agent did with it can be told of that
 * frame. A bounded memory of this instance: what is forgotten, or was shown by another instance, is
 * told of a frame that nobody has seen. Thread-safe.
 */
final class ShownFrames {

  private static final int MOST = 50_000;

  /** A card is known by its article, which may be shown in many calls. */
  private record Subject(String interactionId, String subjectId) {}

  record Frame(String id, int level) {}

  private final Map<Subject, Frame> frames =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, Frame> eldest) {
          return size() > MOST;
        }
      };

  synchronized void shown(Content content, Frame frame) {
    switch (content) {
      case Content.OfCue(var cue) ->
          frames.put(new Subject(cue.getInteractionId(), cue.getCueId()), frame);
      case Content.OfInsight(var insight) -> {
        String interaction = insight.getInteractionId();
        frames.put(new Subject(interaction, insight.getInsightId()), frame);
        for (Card card : insight.getCards()) {
          frames.put(new Subject(interaction, card.getId()), frame);
        }
      }
      case Content.OfFeedback _ -> {}
    }
  }

  synchronized Optional<Frame> of(String interactionId, String subjectId) {
    return Optional.ofNullable(frames.get(new Subject(interactionId, subjectId)));
  }
}
