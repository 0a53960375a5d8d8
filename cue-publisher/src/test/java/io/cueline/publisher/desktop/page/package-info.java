@NullMarked
package io.cueline.publisher.desktop.page;

import org.jspecify.annotations.NullMarked;
