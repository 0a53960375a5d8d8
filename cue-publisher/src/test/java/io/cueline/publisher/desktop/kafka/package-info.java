@NullMarked
package io.cueline.publisher.desktop.kafka;

import org.jspecify.annotations.NullMarked;
