@NullMarked
package io.cueline.publisher.kafka;

import org.jspecify.annotations.NullMarked;
