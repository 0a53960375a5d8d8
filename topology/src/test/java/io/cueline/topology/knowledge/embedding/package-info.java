@NullMarked
package io.cueline.topology.knowledge.embedding;

import org.jspecify.annotations.NullMarked;
