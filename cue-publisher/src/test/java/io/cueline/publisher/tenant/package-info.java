@NullMarked
package io.cueline.publisher.tenant;

import org.jspecify.annotations.NullMarked;
