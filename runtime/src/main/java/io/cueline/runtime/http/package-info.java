/** The embedded HTTP server of every service, with bearer authentication. */
@NullMarked
package io.cueline.runtime.http;

import org.jspecify.annotations.NullMarked;
