@NullMarked
package io.cueline.publisher;

import org.jspecify.annotations.NullMarked;
