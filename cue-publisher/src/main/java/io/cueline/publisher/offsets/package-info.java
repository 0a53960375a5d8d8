/**
 * Which offset of a partition may be committed while records finish out of order. Pure: no Kafka,
 * no clock.
 */
@NullMarked
package io.cueline.publisher.offsets;

import org.jspecify.annotations.NullMarked;
