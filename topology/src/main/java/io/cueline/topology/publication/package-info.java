/** Rules on their way through Kafka: published as one, followed by every instance. */
@NullMarked
package io.cueline.topology.publication;

import org.jspecify.annotations.NullMarked;
