/** The publisher's side of the tenant: one attempt at a call, and what its outcome means. */
@NullMarked
package io.cueline.publisher.tenant;

import org.jspecify.annotations.NullMarked;
