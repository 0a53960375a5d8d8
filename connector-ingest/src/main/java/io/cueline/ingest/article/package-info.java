/** Knowledge articles: what the tenant lists, what of it is new, what is gone. Pure. */
@NullMarked
package io.cueline.ingest.article;

import org.jspecify.annotations.NullMarked;
