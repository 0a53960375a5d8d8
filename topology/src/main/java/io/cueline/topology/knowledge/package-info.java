/** Look-up: a Streams application of its own that answers queries with cards. */
@NullMarked
package io.cueline.topology.knowledge;

import org.jspecify.annotations.NullMarked;
