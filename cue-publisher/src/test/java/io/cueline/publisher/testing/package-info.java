@NullMarked
package io.cueline.publisher.testing;

import org.jspecify.annotations.NullMarked;
