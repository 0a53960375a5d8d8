@NullMarked
package io.cueline.publisher.service;

import org.jspecify.annotations.NullMarked;
