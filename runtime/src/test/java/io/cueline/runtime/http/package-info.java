@NullMarked
package io.cueline.runtime.http;

import org.jspecify.annotations.NullMarked;
