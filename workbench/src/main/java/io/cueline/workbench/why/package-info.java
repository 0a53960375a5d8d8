/** A call's story, told afterwards from the topics. */
@NullMarked
package io.cueline.workbench.why;

import org.jspecify.annotations.NullMarked;
