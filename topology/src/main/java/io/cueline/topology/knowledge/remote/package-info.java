/** Look-up by the tenant's own search, beside Kafka Streams: nothing here may hold up a task. */
@NullMarked
package io.cueline.topology.knowledge.remote;

import org.jspecify.annotations.NullMarked;
