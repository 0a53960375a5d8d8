@NullMarked
package io.cueline.runtime.metrics;

import org.jspecify.annotations.NullMarked;
