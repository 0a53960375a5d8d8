@NullMarked
package io.cueline.topology;

import org.jspecify.annotations.NullMarked;
