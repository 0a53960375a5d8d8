package io.cueline.topology.knowledge.ranking;

import io.cueline.schemas.Speaker;
import java.util.List;

/**
 * What wants an answer.
 *
 * @param text the last words
 * @param history the turns before, oldest first
 */
public record Question(Speaker speaker, String text, List<String> history) {

  public Question {
    history = List.copyOf(history);
  }
}
