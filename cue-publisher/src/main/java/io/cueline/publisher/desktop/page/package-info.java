/**
 * The pages of agents and supervisors. Their files are resources in {@code
 * io/cueline/publisher/desktop}: {@code agent.html}, {@code supervisor.html} and {@code assets/}.
 */
@NullMarked
package io.cueline.publisher.desktop.page;

import org.jspecify.annotations.NullMarked;
