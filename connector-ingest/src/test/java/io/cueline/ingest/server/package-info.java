@NullMarked
package io.cueline.ingest.server;

import org.jspecify.annotations.NullMarked;
