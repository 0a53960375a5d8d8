/** The command line: one class a command, each thin. */
@NullMarked
package io.cueline.workbench.cli;

import org.jspecify.annotations.NullMarked;
