@NullMarked
package io.cueline.topology.app;

import org.jspecify.annotations.NullMarked;
