@NullMarked
package io.cueline.publisher.desktop.hub;

import org.jspecify.annotations.NullMarked;
