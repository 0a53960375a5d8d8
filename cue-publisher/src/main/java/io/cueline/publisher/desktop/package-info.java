/**
 * The agent desktop: what each agent and supervisor should see, as state and messages. Pure:
 * records and the time are handed in.
 */
@NullMarked
package io.cueline.publisher.desktop;

import org.jspecify.annotations.NullMarked;
