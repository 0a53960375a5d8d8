package io.cueline.ingest.dialect;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What became of a raw frame. */
public sealed interface Reading {

  /**
   * It says something of an interaction.
   *
   * @param contents at least one, in their order: last words may come with the end
   * @param identity the sender's number or time for the frame, by which one sent again is known;
   *     empty where the dialect's sender does not repeat itself, or gave none
   */
  record Decoded(List<FrameContent> contents, Optional<String> identity) implements Reading {

    public Decoded {
      if (contents.isEmpty()) {
        throw new IllegalArgumentException("a frame that says nothing is none");
      }
      contents = List.copyOf(contents);
    }
  }

  /** The tenant's own business, such as an acknowledgement, or no words yet: nothing to write. */
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
