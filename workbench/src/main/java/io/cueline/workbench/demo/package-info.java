/** The whole system in one process, with a view of it while it runs. */
@NullMarked
package io.cueline.workbench.demo;

import org.jspecify.annotations.NullMarked;
