@NullMarked
package io.cueline.cxone.token;

import org.jspecify.annotations.NullMarked;
