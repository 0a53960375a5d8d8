/** Which instance reads what: shared out by a Kafka consumer group. */
@NullMarked
package io.cueline.ingest.ownership;

import org.jspecify.annotations.NullMarked;
