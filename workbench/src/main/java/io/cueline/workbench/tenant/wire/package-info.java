/** What a call sounds like on each of the tenant's streams, as text; pure. */
@NullMarked
package io.cueline.workbench.tenant.wire;

import org.jspecify.annotations.NullMarked;
