/** Access tokens by OAuth 2.0, one per credential set, shared by all who need it. */
@NullMarked
package io.cueline.cxone.token;

import org.jspecify.annotations.NullMarked;
