package io.cueline.topology.knowledge.index;

import io.cueline.topology.knowledge.ranking.Question;
import java.util.List;

/**
 * The texts that stand for a question's meaning: its last words, long ones in parts, as a long text
 * has many meanings and its vector is none of them.
 */
final class QuestionTexts {

  private static final int WORDS = 100;

  /** Bounds the cost of a search; nobody says so much between two flushes. */
  private static final int MOST = 8;

  private QuestionTexts() {}

  static List<String> of(Question question) {
    return Words.parts(question.text(), WORDS, MOST);
  }
}
