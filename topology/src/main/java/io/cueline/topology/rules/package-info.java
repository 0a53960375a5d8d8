/** Rules as values: read from files, checked, compiled, matched. Pure: no Kafka, no clock. */
@NullMarked
package io.cueline.topology.rules;

import org.jspecify.annotations.NullMarked;
