/**
 * The simulated tenant: the other side of every wire, written without any of the services' code.
 */
@NullMarked
package io.cueline.workbench.tenant;

import org.jspecify.annotations.NullMarked;
