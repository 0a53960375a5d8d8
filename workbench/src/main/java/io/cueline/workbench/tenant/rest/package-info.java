/** Tokens, the REST calls a tenant answers, and the simulator's own inspection calls. */
@NullMarked
package io.cueline.workbench.tenant.rest;

import org.jspecify.annotations.NullMarked;
