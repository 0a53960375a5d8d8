@NullMarked
package io.cueline.publisher.realtime;

import org.jspecify.annotations.NullMarked;
