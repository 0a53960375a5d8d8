package io.cueline.ingest.server;

import java.util.concurrent.CompletableFuture;

/** What became of a pushed message. */
public sealed interface Taken {

  /**
   * Its frames are under way.
   *
   * @param kept completes when Kafka has them, exceptionally when it refused
   */
  record Written(CompletableFuture<Void> kept) implements Taken {}

  /**
   * It came before: nothing more is written.
   *
   * @param kept of the first time
   */
  record Repeated(CompletableFuture<Void> kept) implements Taken {}

  /** It says nothing of an interaction. */
  record Ignored() implements Taken {}

  /**
   * It cannot be read, which is written down.
   *
   * @param reason never what was said
   */
  record Rejected(String reason) implements Taken {}
}
