package io.cueline.ingest.dialect;

import java.time.Instant;

/** What became of a raw frame. */
public sealed interface Reading {

  /** It says something of an interaction. */
  record Decoded(FrameContent content) implements Reading {}

  /** The tenant's own business, such as an acknowledgement: nothing to write. */
  record Control(String type) implements Reading {}

  /** A replay's clock stands here. */
  record Clock(Instant at) implements Reading {}

  /**
   * It could not be read.
   *
   * @param reason for people: what is wrong and where, never what was said
   */
  record Rejected(String reason) implements Reading {}
}
