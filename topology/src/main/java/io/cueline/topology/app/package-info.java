/** The compliance engine on Kafka Streams: the topology, its store, its timers, its records. */
@NullMarked
package io.cueline.topology.app;

import org.jspecify.annotations.NullMarked;
