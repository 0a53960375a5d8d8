@NullMarked
package io.cueline.publisher.body;

import org.jspecify.annotations.NullMarked;
