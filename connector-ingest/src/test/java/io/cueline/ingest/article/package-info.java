@NullMarked
package io.cueline.ingest.article;

import org.jspecify.annotations.NullMarked;
