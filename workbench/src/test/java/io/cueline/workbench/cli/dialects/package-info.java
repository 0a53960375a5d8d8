@NullMarked
package io.cueline.workbench.cli.dialects;

import org.jspecify.annotations.NullMarked;
