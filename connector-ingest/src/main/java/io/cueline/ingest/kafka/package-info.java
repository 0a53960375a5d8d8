/** What ingest writes to Kafka, and what it reads back when it starts. */
@NullMarked
package io.cueline.ingest.kafka;

import org.jspecify.annotations.NullMarked;
