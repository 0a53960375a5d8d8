@NullMarked
package io.cueline.ingest.masking;

import org.jspecify.annotations.NullMarked;
