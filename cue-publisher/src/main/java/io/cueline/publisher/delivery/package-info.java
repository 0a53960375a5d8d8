/**
 * What is sent to the tenant, in which order, and what becomes of what is not sent. Pure: no Kafka,
 * no HTTP, time is handed in.
 */
@NullMarked
package io.cueline.publisher.delivery;

import org.jspecify.annotations.NullMarked;
