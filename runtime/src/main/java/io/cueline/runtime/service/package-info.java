/** A service's life: start, ready, orderly stop. */
@NullMarked
package io.cueline.runtime.service;

import org.jspecify.annotations.NullMarked;
