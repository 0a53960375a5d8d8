@NullMarked
package io.cueline.ingest.clock;

import org.jspecify.annotations.NullMarked;
