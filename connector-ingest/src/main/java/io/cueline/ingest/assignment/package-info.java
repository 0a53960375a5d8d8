/** The call that says which agent has an interaction. */
@NullMarked
package io.cueline.ingest.assignment;

import org.jspecify.annotations.NullMarked;
