package io.cueline.workbench.tenant.wire;

import org.jspecify.annotations.Nullable;

/**
 * A message as text, and what a log keeps of it.
 *
 * @param raw as it is sent
 * @param type of the message, in a word: the stream's own where it has one
 * @param interactionId null for malformed ones
 * @param speaker of what was said
 * @param textLength characters said, else 0
 */
public record Message(
    String raw,
    String type,
    @Nullable String interactionId,
    @Nullable String speaker,
    int textLength) {

  /** The type of what nobody can read. */
  public static final String MALFORMED = "malformed";

  /** Sent to order, whatever it says. */
  public static Message malformed(String raw) {
    return new Message(raw, MALFORMED, null, null, 0);
  }

  static Message about(String raw, String type, String interactionId) {
    return new Message(raw, type, interactionId, null, 0);
  }
}
