/** The other side of prompt frames (contract, section 4): takes them, and finds fault with them. */
@NullMarked
package io.cueline.workbench.tenant.realtime;

import org.jspecify.annotations.NullMarked;
