@NullMarked
package io.cueline.runtime;

import org.jspecify.annotations.NullMarked;
