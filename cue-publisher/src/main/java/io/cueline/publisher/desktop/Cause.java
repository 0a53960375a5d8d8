package io.cueline.publisher.desktop;

import io.cueline.schemas.CauseKind;
import java.time.Instant;

/**
 * The record behind a message, for its receipt.
 *
 * @param id of a cue: its id and number; of a card: its insight's id
 * @param receivedAt wall clock of reading the frame that brought it about
 * @param decidedAt wall clock of the decision
 */
public record Cause(
    String id, CauseKind kind, String interactionId, Instant receivedAt, Instant decidedAt) {}
