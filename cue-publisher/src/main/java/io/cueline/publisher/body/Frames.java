package io.cueline.publisher.body;

import io.cueline.publisher.delivery.Content;
import io.cueline.schemas.Severity;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What frames (contract, section 4) and outside CRMs call the same thing by. */
public final class Frames {

  /** Where nothing says how urgent it is. */
  public static final int USUAL_LEVEL = 3;

  private Frames() {}

  /** A cause's frame has the same id however often it is sent. */
  public static String id(String causeId) {
    return UUID.nameUUIDFromBytes(causeId.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** From 2 to 5. */
  public static int level(Severity severity) {
    return switch (severity) {
      case LOW -> 2;
      case MEDIUM -> 3;
      case HIGH -> 4;
      case CRITICAL -> 5;
    };
  }

  /** Whose call it is, where that is known. */
  public static Optional<String> agent(Content content) {
    return known(
        switch (content) {
          case Content.OfCue(var cue) -> cue.getAgentId();
          case Content.OfInsight(var insight) -> insight.getAgentId();
          case Content.OfFeedback(var feedback) -> feedback.getAgentId();
        });
  }

  /** The agent's desktop session; where none is known, the interaction is one. */
  public static String session(Content content) {
    return switch (content) {
      case Content.OfCue(var cue) ->
          known(cue.getDesktopSession()).orElseGet(cue::getInteractionId);
      case Content.OfInsight(var insight) ->
          known(insight.getDesktopSession()).orElseGet(insight::getInteractionId);
      case Content.OfFeedback(var feedback) -> feedback.getInteractionId();
    };
  }

  private static Optional<String> known(@Nullable String text) {
    return Optional.ofNullable(text).filter(each -> !each.isBlank());
  }
}
