@NullMarked
package io.cueline.topology.knowledge.remote;

import org.jspecify.annotations.NullMarked;
