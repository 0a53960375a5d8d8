/** {@code cueline profile}: what is wrong with a way of wiring, before anything runs on it. */
@NullMarked
package io.cueline.workbench.cli.profile;

import org.jspecify.annotations.NullMarked;
