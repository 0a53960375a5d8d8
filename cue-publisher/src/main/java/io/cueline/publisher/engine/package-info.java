/** Runs the delivery core: one lock, a thread for each call, one that wakes when time is due. */
@NullMarked
package io.cueline.publisher.engine;

import org.jspecify.annotations.NullMarked;
