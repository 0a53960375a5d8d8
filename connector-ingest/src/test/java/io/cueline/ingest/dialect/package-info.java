@NullMarked
package io.cueline.ingest.dialect;

import org.jspecify.annotations.NullMarked;
