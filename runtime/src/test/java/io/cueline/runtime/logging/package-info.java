@NullMarked
package io.cueline.runtime.logging;

import org.jspecify.annotations.NullMarked;
