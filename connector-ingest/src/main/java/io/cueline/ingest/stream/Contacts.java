package io.cueline.ingest.stream;

import java.util.Set;

/**
 * Which contacts a stream of notifications is to follow. Thread-safe; asked several times a second.
 */
@FunctionalInterface
public interface Contacts {

  /** Nobody's. */
  Contacts NONE = Set::of;

  /** Those to follow now. */
  Set<String> now();
}
