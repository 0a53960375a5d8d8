@NullMarked
package io.cueline.cxone.call;

import org.jspecify.annotations.NullMarked;
