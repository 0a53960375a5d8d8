/** How good look-ups are: collections with known answers, and what is found in them. */
@NullMarked
package io.cueline.workbench.knowledge;

import org.jspecify.annotations.NullMarked;
