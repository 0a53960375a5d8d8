/**
 * What an interaction comes to: state × event → state + decisions. Pure: no Kafka, and no clock but
 * what it is handed.
 */
@NullMarked
package io.cueline.topology.compliance;

import org.jspecify.annotations.NullMarked;
