/** Cueline's program. */
@NullMarked
package io.cueline.workbench;

import org.jspecify.annotations.NullMarked;
