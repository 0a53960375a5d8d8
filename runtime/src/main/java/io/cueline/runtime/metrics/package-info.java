/** The meters of a service. */
@NullMarked
package io.cueline.runtime.metrics;

import org.jspecify.annotations.NullMarked;
