/** Avro single-object encoding for Kafka, with the {@code schemas} topic as the only registry. */
@NullMarked
package io.cueline.schemas.serde;

import org.jspecify.annotations.NullMarked;
