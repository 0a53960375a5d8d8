@NullMarked
package io.cueline.publisher.delivery;

import org.jspecify.annotations.NullMarked;
