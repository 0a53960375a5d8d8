package io.cueline.publisher.realtime;

import java.util.List;

/**
 * One thing a frame puts before the agent.
 *
 * @param relevance 0 to 1, by which the most relevant are kept; not sent
 */
public record Snippet(
    String id, String content, List<String> tags, Source source, double relevance) {

  /** The systems the contract knows. */
  public enum Source {
    CRM,
    KNOWLEDGE_BASE
  }

  public Snippet {
    tags = List.copyOf(tags);
    if (!(relevance >= 0 && relevance <= 1)) {
      throw new IllegalArgumentException("relevance is from 0 to 1, got " + relevance);
    }
  }
}
