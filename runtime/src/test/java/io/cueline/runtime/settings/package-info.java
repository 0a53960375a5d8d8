@NullMarked
package io.cueline.runtime.settings;

import org.jspecify.annotations.NullMarked;
