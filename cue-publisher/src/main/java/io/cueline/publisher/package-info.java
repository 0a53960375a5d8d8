/** The publisher as a service: settings, wiring, start and orderly stop. */
@NullMarked
package io.cueline.publisher;

import org.jspecify.annotations.NullMarked;
