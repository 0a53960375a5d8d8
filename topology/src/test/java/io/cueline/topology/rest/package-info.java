@NullMarked
package io.cueline.topology.rest;

import org.jspecify.annotations.NullMarked;
