/** {@code cueline token}. */
@NullMarked
package io.cueline.workbench.cli.token;

import org.jspecify.annotations.NullMarked;
