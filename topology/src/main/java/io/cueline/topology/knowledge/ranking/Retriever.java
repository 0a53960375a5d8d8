package io.cueline.topology.knowledge.ranking;

import java.util.List;

/** A source of articles: the local index, or another. Thread-safe. */
public interface Retriever {

  /**
   * The articles nearest to the question, best first.
   *
   * @param limit at most so many, at least 1
   * @throws java.io.UncheckedIOException where the source cannot be read
   */
  List<Candidate> find(Question question, int limit);

  /** Which source it is, as insights name it: {@code local} or {@code remote}. */
  String name();
}
