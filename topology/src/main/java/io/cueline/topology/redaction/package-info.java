/** Personal data out of text that is kept. Pure. */
@NullMarked
package io.cueline.topology.redaction;

import org.jspecify.annotations.NullMarked;
