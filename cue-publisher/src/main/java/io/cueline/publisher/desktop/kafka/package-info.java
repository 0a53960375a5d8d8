/** The desktop's side of Kafka: following what is to be shown, and writing what agents did. */
@NullMarked
package io.cueline.publisher.desktop.kafka;

import org.jspecify.annotations.NullMarked;
