@NullMarked
package io.cueline.runtime.service;

import org.jspecify.annotations.NullMarked;
