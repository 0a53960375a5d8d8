/** Texts as vectors of their meaning, by a transformer that runs in this process. */
@NullMarked
package io.cueline.topology.knowledge.embedding;

import org.jspecify.annotations.NullMarked;
