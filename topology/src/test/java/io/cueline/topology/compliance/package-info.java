@NullMarked
package io.cueline.topology.compliance;

import org.jspecify.annotations.NullMarked;
