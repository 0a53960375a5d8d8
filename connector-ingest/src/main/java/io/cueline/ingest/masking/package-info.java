/** Card numbers, security codes and PINs, masked before anything is written. Pure. */
@NullMarked
package io.cueline.ingest.masking;

import org.jspecify.annotations.NullMarked;
