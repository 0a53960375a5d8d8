/** One way of wiring a tenant, read from a YAML file: hosts, tokens, streams, calls, limits. */
@NullMarked
package io.cueline.cxone.profile;

import org.jspecify.annotations.NullMarked;
