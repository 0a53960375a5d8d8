/** The desktop's pages in a real browser. */
@NullMarked
package io.cueline.publisher.desktop.browser;

import org.jspecify.annotations.NullMarked;
