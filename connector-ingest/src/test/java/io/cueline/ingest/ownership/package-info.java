@NullMarked
package io.cueline.ingest.ownership;

import org.jspecify.annotations.NullMarked;
