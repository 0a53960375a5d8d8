/** Settings: defaults, then a file, then the environment. */
@NullMarked
package io.cueline.runtime.settings;

import org.jspecify.annotations.NullMarked;
