@NullMarked
package io.cueline.topology.knowledge.index;

import org.jspecify.annotations.NullMarked;
