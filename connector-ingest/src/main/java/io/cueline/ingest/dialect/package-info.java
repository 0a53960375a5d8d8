/** How a tenant's raw frames are read: a dialect is a table, the decoder is one. Pure. */
@NullMarked
package io.cueline.ingest.dialect;

import org.jspecify.annotations.NullMarked;
