package io.cueline.ingest.clock;

import java.time.Instant;

/**
 * A moment, read where the pure core is called from.
 *
 * @param wall the wall clock, which may be set back
 * @param nanos the monotone clock, of no meaning but in differences
 */
public record Now(Instant wall, long nanos) {}
