@NullMarked
package io.cueline.workbench.knowledge;

import org.jspecify.annotations.NullMarked;
