@NullMarked
package io.cueline.topology.fragments;

import org.jspecify.annotations.NullMarked;
