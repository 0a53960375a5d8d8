/**
 * Call files and articles as a tenant would have them, and the plan by which they are replayed;
 * pure.
 */
@NullMarked
package io.cueline.workbench.tenant.calls;

import org.jspecify.annotations.NullMarked;
