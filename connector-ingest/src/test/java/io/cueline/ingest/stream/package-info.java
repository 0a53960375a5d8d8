@NullMarked
package io.cueline.ingest.stream;

import org.jspecify.annotations.NullMarked;
