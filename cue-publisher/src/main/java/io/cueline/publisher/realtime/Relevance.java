package io.cueline.publisher.realtime;

import io.cueline.publisher.realtime.Snippet.Source;
import java.util.List;

/** How relevant a frame is where nothing better is known (contract, section 4). */
final class Relevance {

  private static final double BASE = 0.6;
  private static final double PER_SNIPPET = 0.05;
  private static final double MOST_FOR_SNIPPETS = 0.3;
  private static final double FOR_CRM = 0.1;

  private Relevance() {}

  static double of(List<Snippet> snippets) {
    int counted = Math.min(snippets.size(), SyncFrame.MOST_SNIPPETS);
    boolean crm = snippets.stream().anyMatch(snippet -> snippet.source() == Source.CRM);
    double score = BASE + Math.min(MOST_FOR_SNIPPETS, counted * PER_SNIPPET) + (crm ? FOR_CRM : 0);
    return Math.min(1, score);
  }
}
