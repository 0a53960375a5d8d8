/** What came of a run: both ends reconciled, from the topics and from the tenant's own memory. */
@NullMarked
package io.cueline.workbench.report;

import org.jspecify.annotations.NullMarked;
