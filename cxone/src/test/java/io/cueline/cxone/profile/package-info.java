@NullMarked
package io.cueline.cxone.profile;

import org.jspecify.annotations.NullMarked;
