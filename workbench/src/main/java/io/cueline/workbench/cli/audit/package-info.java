/** The commands of auditors. */
@NullMarked
package io.cueline.workbench.cli.audit;

import org.jspecify.annotations.NullMarked;
