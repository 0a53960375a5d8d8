/** The WebSocket to the tenant: connect, subscribe, keep alive, reconnect. */
@NullMarked
package io.cueline.ingest.stream;

import org.jspecify.annotations.NullMarked;
