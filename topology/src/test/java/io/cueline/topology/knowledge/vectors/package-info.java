@NullMarked
package io.cueline.topology.knowledge.vectors;

import org.jspecify.annotations.NullMarked;
