package io.cueline.ingest.dialect;

/**
 * The control frame by which a replay carries its own clock.
 *
 * @param type its name
 * @param at where its time stands, epoch milliseconds
 */
public record ClockShape(String type, Pointer at) {}
