/** Words of a call gathered until they are worth a look-up. Pure: time is what the caller says. */
@NullMarked
package io.cueline.topology.fragments;

import org.jspecify.annotations.NullMarked;
