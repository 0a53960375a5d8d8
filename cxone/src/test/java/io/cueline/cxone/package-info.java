@NullMarked
package io.cueline.cxone;

import org.jspecify.annotations.NullMarked;
