/** A real Kafka broker in this process, for the demo and for tests. */
@NullMarked
package io.cueline.broker;

import org.jspecify.annotations.NullMarked;
