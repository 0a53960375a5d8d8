/** The topic catalogue: every topic's name, key, partitions, cleanup and retention, once. */
@NullMarked
package io.cueline.schemas.topic;

import org.jspecify.annotations.NullMarked;
