package io.cueline.workbench.trial;

import io.cueline.schemas.Speaker;

/**
 * Words that took part in a decision.
 *
 * @param text personal data redacted
 * @param start in the turn as said, first character, UTF-16; a hit that began in the speaker's turn
 *     before starts at 0
 * @param end the one after the last
 * @param turn counted from 0 in the order of the call file, or of the final utterances recorded
 */
public record Words(String text, int start, int end, Speaker speaker, int turn) {}
