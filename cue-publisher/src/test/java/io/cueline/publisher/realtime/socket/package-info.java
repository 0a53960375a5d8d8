@NullMarked
package io.cueline.publisher.realtime.socket;

import org.jspecify.annotations.NullMarked;
