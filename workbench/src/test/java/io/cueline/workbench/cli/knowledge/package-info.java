@NullMarked
package io.cueline.workbench.cli.knowledge;

import org.jspecify.annotations.NullMarked;
