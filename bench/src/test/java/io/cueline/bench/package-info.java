/** Nothing is measured in tests. */
@NullMarked
package io.cueline.bench;

import org.jspecify.annotations.NullMarked;
