@NullMarked
package io.cueline.publisher.engine;

import org.jspecify.annotations.NullMarked;
