/** What comes from the tenant, into Kafka: the wiring and the settings. */
@NullMarked
package io.cueline.ingest;

import org.jspecify.annotations.NullMarked;
