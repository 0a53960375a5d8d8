package io.cueline.topology.knowledge.index;

import io.cueline.topology.knowledge.embedding.Attended;
import io.cueline.topology.knowledge.embedding.Embedder;
import io.cueline.topology.knowledge.ranking.Question;
import java.util.List;
import java.util.Optional;

/**
 * A question taken apart.
 *
 * @param vectors of its parts; empty where only words are compared
 */
record Asked(Spoken spoken, Emphasis emphasis, List<float[]> vectors) {

  /**
   * @param embedder empty where only words are compared
   */
  static Asked of(Question question, Optional<Embedder> embedder, EnglishAnalysis analysis) {
    Spoken spoken = Spoken.of(question, analysis);
    if (embedder.isEmpty()) {
      return new Asked(spoken, Emphasis.NONE, List.of());
    }
    List<String> parts = QuestionTexts.of(question);
    List<Attended> read = parts.stream().map(embedder.get()::read).toList();
    return new Asked(
        spoken, Emphasis.of(parts, read, analysis), read.stream().map(Attended::vector).toList());
  }
}
