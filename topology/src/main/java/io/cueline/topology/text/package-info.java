/** Text as said, made comparable, with the way back. Pure. */
@NullMarked
package io.cueline.topology.text;

import org.jspecify.annotations.NullMarked;
