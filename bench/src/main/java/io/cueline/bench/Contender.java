package io.cueline.bench;

/** What is measured. */
enum Contender {
  /** The compliance topology. */
  TOPOLOGY("topology"),
  /** A store in which each record replaces the one before, bytes that nobody reads. */
  GET_AND_PUT("get-and-put"),
  /** The same behind a cache of the store's, which writes once for each key and commit. */
  CACHED_GET_AND_PUT("cached"),
  /** From topic to topic. */
  PASS_THROUGH("pass-through");

  private final String label;

  Contender(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
