package io.cueline.ingest.dialect;

import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a raw frame says of an interaction, before it is masked and stamped.
 *
 * @param kind neither TICK nor EPOCH, which no tenant sends
 * @param interactionId as text, whatever the tenant sent
 * @param speaker UNKNOWN where the tenant does not tell
 * @param text what was said: UTTERANCE, FRAGMENT
 * @param isFinal false for a partial utterance
 * @param cumulative the text repeats what the interaction said before it
 * @param confidence 0 to 1; 1 where the tenant gives none
 * @param language BCP 47 tag
 * @param spokenAt the tenant's own time stamp
 * @param dialogState as the dialect names it: DIALOG_STATE
 * @param subjectId card or cue: FEEDBACK
 * @param action as the dialect names it: FEEDBACK
 * @param agentId who has the interaction, where the frame says so
 * @param desktopSession that agent's, where known
 */
public record FrameContent(
    FrameKind kind,
    String interactionId,
    Speaker speaker,
    @Nullable String text,
    boolean isFinal,
    boolean cumulative,
    double confidence,
    @Nullable String language,
    @Nullable Instant spokenAt,
    @Nullable String dialogState,
    @Nullable String subjectId,
    @Nullable String action,
    @Nullable String agentId,
    @Nullable String desktopSession) {

  public FrameContent {
    if (interactionId.isBlank()) {
      throw new IllegalArgumentException("a frame needs an interaction");
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence is 0 to 1");
    }
  }

  /** Who has an interaction from here on. */
  public static FrameContent assignment(
      String interactionId, String agentId, @Nullable String desktopSession) {
    return wordless(FrameKind.ASSIGNMENT, interactionId, null, agentId, desktopSession);
  }

  /** Nothing more comes of an interaction. */
  static FrameContent end(String interactionId, @Nullable Instant spokenAt) {
    return wordless(FrameKind.END, interactionId, spokenAt, null, null);
  }

  private static FrameContent wordless(
      FrameKind kind,
      String interactionId,
      @Nullable Instant spokenAt,
      @Nullable String agentId,
      @Nullable String desktopSession) {
    return new FrameContent(
        kind,
        interactionId,
        Speaker.UNKNOWN,
        null,
        true,
        false,
        1,
        null,
        spokenAt,
        null,
        null,
        null,
        agentId,
        desktopSession);
  }

  /** The same as something else. */
  public FrameContent withKind(FrameKind other) {
    return new FrameContent(
        other,
        interactionId,
        speaker,
        text,
        isFinal,
        cumulative,
        confidence,
        language,
        spokenAt,
        dialogState,
        subjectId,
        action,
        agentId,
        desktopSession);
  }

  /** The same with other words. */
  public FrameContent withText(String other) {
    return new FrameContent(
        kind,
        interactionId,
        speaker,
        other,
        isFinal,
        cumulative,
        confidence,
        language,
        spokenAt,
        dialogState,
        subjectId,
        action,
        agentId,
        desktopSession);
  }
}
