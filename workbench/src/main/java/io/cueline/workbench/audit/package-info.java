/** What auditors ask of the topics: to decide again, to follow, to take away. */
@NullMarked
package io.cueline.workbench.audit;

import org.jspecify.annotations.NullMarked;
