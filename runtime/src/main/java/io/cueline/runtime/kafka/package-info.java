/** How a service reaches its Kafka cluster. */
@NullMarked
package io.cueline.runtime.kafka;

import org.jspecify.annotations.NullMarked;
