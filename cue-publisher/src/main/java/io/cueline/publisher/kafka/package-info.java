/** The publisher's side of Kafka: reading cues, insights and feedback, committing, receipts. */
@NullMarked
package io.cueline.publisher.kafka;

import org.jspecify.annotations.NullMarked;
