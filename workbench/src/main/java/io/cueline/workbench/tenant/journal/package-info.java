/** What was sent and received, kept for inspection and for going on after a restart. */
@NullMarked
package io.cueline.workbench.tenant.journal;

import org.jspecify.annotations.NullMarked;
