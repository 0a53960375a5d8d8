@NullMarked
package io.cueline.workbench.trial;

import org.jspecify.annotations.NullMarked;
