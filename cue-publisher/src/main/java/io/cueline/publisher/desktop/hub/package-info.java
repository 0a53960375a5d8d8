/** The desktop's sockets: who may connect, what is sent to whom, who is not waited for. */
@NullMarked
package io.cueline.publisher.desktop.hub;

import org.jspecify.annotations.NullMarked;
