/** The rules over REST: read by everybody, written by bearers of a token. */
@NullMarked
package io.cueline.topology.rest;

import org.jspecify.annotations.NullMarked;
