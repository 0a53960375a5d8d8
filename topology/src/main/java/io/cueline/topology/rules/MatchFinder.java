package io.cueline.topology.rules;

/** Looks for an expression's matches in one text, one after the other. Not thread-safe. */
interface MatchFinder {

  /**
   * Finds the first match that begins there or behind.
   *
   * @throws Steps.Exhausted where it takes too much work
   */
  boolean find(int from);

  /** Where the match found begins, without what stands before it by way of a check. */
  int start();

  /** Where it ends, likewise. */
  int end();
}
