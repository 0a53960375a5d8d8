@NullMarked
package io.cueline.workbench.cli.profile;

import org.jspecify.annotations.NullMarked;
