/** Misbehaviour to order; pure. */
@NullMarked
package io.cueline.workbench.tenant.faults;

import org.jspecify.annotations.NullMarked;
