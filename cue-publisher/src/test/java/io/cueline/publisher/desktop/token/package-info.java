@NullMarked
package io.cueline.publisher.desktop.token;

import org.jspecify.annotations.NullMarked;
