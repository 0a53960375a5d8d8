/** What is asked, which articles answer it, what a card shows of them. Pure. */
@NullMarked
package io.cueline.topology.knowledge.ranking;

import org.jspecify.annotations.NullMarked;
