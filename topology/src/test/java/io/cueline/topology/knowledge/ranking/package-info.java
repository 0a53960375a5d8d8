@NullMarked
package io.cueline.topology.knowledge.ranking;

import org.jspecify.annotations.NullMarked;
