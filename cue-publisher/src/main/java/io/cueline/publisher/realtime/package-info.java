/**
 * Prompt frames in real time (contract, section 4): what is in a frame, whether it may still go,
 * and whose session it goes to. Pure but for the socket in {@code socket}.
 */
@NullMarked
package io.cueline.publisher.realtime;

import org.jspecify.annotations.NullMarked;
