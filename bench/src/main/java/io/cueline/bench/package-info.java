/** What the hot paths cost, measured by JMH. */
@NullMarked
package io.cueline.bench;

import org.jspecify.annotations.NullMarked;
