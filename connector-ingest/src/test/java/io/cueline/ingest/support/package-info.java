@NullMarked
package io.cueline.ingest.support;

import org.jspecify.annotations.NullMarked;
