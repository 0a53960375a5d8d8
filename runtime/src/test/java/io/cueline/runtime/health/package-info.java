@NullMarked
package io.cueline.runtime.health;

import org.jspecify.annotations.NullMarked;
