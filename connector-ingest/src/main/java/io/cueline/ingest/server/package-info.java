/** What the tenant opens to us: sockets and posts, authenticated, bounded, one source for all. */
@NullMarked
package io.cueline.ingest.server;

import org.jspecify.annotations.NullMarked;
