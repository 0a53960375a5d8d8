@NullMarked
package io.cueline.runtime.kafka;

import org.jspecify.annotations.NullMarked;
