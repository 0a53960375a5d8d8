@NullMarked
package io.cueline.broker;

import org.jspecify.annotations.NullMarked;
