@NullMarked
package io.cueline.publisher.metrics;

import org.jspecify.annotations.NullMarked;
