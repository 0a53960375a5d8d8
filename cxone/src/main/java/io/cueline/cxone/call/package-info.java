/** REST calls to the tenant whose outcomes are values, and the policy of trying again. */
@NullMarked
package io.cueline.cxone.call;

import org.jspecify.annotations.NullMarked;
