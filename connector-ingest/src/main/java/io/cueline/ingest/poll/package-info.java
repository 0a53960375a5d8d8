/** The article poll: the tenant asked, what changed written. */
@NullMarked
package io.cueline.ingest.poll;

import org.jspecify.annotations.NullMarked;
