/** What the publisher counts and times. */
@NullMarked
package io.cueline.publisher.metrics;

import org.jspecify.annotations.NullMarked;
