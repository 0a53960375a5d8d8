/** The commands on dialects: how a tenant's frames are read. */
@NullMarked
package io.cueline.workbench.cli.dialects;

import org.jspecify.annotations.NullMarked;
