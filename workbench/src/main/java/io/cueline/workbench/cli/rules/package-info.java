/** {@code cueline rules}: what compliance officers do with rules. */
@NullMarked
package io.cueline.workbench.cli.rules;

import org.jspecify.annotations.NullMarked;
