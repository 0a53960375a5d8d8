/** WebSockets we open to the tenant. */
@NullMarked
package io.cueline.cxone.socket;

import org.jspecify.annotations.NullMarked;
