@NullMarked
package io.cueline.ingest;

import org.jspecify.annotations.NullMarked;
