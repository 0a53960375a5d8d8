/** Rules on recorded calls: the engine that runs live, without Kafka and as fast as it goes. */
@NullMarked
package io.cueline.workbench.trial;

import org.jspecify.annotations.NullMarked;
