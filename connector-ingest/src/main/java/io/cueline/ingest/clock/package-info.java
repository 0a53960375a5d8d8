/** A source's clock, its positions and its ticks, all with time handed in. Pure. */
@NullMarked
package io.cueline.ingest.clock;

import org.jspecify.annotations.NullMarked;
