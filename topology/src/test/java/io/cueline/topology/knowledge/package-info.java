@NullMarked
package io.cueline.topology.knowledge;

import org.jspecify.annotations.NullMarked;
