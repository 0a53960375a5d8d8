@NullMarked
package io.cueline.publisher.offsets;

import org.jspecify.annotations.NullMarked;
