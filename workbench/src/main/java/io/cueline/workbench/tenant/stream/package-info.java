/** The transcript stream: sockets, the call-time clock and the replay. */
@NullMarked
package io.cueline.workbench.tenant.stream;

import org.jspecify.annotations.NullMarked;
