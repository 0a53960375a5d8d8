package io.cueline.topology.knowledge.ranking;

import java.util.List;

/** Takes a text apart into the words that carry meaning. Thread-safe, the same for all parts. */
@FunctionalInterface
public interface Analysis {

  /** In the order of the text, without stop words. */
  List<Term> terms(String text);
}
