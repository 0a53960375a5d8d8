@NullMarked
package io.cueline.workbench.cli.rules;

import org.jspecify.annotations.NullMarked;
