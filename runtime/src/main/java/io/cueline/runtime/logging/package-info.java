/** One line per event, for people (logfmt) or for machines (JSON). */
@NullMarked
package io.cueline.runtime.logging;

import org.jspecify.annotations.NullMarked;
