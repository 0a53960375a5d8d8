/**
 * Articles embedded once across the cluster: the topic {@code knowledge-vectors} and who fills it.
 */
@NullMarked
package io.cueline.topology.knowledge.vectors;

import org.jspecify.annotations.NullMarked;
