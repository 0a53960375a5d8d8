/** The publisher's side of Kafka: reading cues and insights, committing, receipts. */
@NullMarked
package io.cueline.publisher.kafka;

import org.jspecify.annotations.NullMarked;
