@NullMarked
package io.cueline.publisher.desktop;

import org.jspecify.annotations.NullMarked;
