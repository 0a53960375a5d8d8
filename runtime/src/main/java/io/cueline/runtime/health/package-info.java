/** Whether a service lives and is ready. */
@NullMarked
package io.cueline.runtime.health;

import org.jspecify.annotations.NullMarked;
