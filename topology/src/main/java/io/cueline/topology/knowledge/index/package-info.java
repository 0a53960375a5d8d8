/** The articles on disk: a Lucene index that follows the articles' topic. */
@NullMarked
package io.cueline.topology.knowledge.index;

import org.jspecify.annotations.NullMarked;
