/** The JSON bodies of the tenant's calls. Pure. */
@NullMarked
package io.cueline.publisher.body;

import org.jspecify.annotations.NullMarked;
