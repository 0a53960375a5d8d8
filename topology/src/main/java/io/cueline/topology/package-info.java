/** The topology service: rules, compliance, fragments and look-up on Kafka Streams. */
@NullMarked
package io.cueline.topology;

import org.jspecify.annotations.NullMarked;
