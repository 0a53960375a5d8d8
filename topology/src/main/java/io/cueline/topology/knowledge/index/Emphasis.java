package io.cueline.topology.knowledge.index;

import io.cueline.topology.knowledge.embedding.Attended;
import io.cueline.topology.knowledge.embedding.Attended.Look;
import io.cueline.topology.knowledge.ranking.Analysis;
import io.cueline.topology.knowledge.ranking.Term;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which words of a question carry it, by the attention that a transformer pays them. In a sentence
 * all do, and all count the same; the longer a text, the more of it is beside the point, and the
 * more the words count that were looked at. Measured, see docs/knowledge.md.
 */
final class Emphasis {

  static final Emphasis NONE = new Emphasis(Map.of(), 0);

  /** Of words in a long text: how attention becomes weight. */
  private static final double SHARPEST = 1.5;

  /** Words with meaning that make a long text. */
  private static final double LONG = 80;

  private static final double LEAST = 0.1;
  private static final double MOST = 4;

  private final Map<String, Float> attention;
  private final double mean;
  private final double sharpness;

  private Emphasis(Map<String, Float> attention, int words) {
    this.attention = attention;
    this.mean = attention.values().stream().mapToDouble(Float::doubleValue).average().orElse(0);
    this.sharpness = SHARPEST * Math.min(1, words / LONG);
  }

  /**
   * @param parts of the question
   * @param read each of them, by the model
   */
  static Emphasis of(List<String> parts, List<Attended> read, Analysis analysis) {
    Map<String, Float> attention = new HashMap<>();
    int words = 0;
    for (int part = 0; part < parts.size(); part++) {
      int next = 0;
      List<Look> looks = read.get(part).looks();
      for (Term term : looks.isEmpty() ? List.<Term>of() : analysis.terms(parts.get(part))) {
        words++;
        float sum = 0;
        while (next < looks.size() && looks.get(next).start() < term.end()) {
          Look look = looks.get(next++);
          sum += look.start() >= term.start() ? look.attention() : 0;
        }
        attention.merge(term.stem(), sum, Float::sum);
      }
    }
    return new Emphasis(attention, words);
  }

  /** What a word counts, against 1 for the mean; 1 where nothing is known of it. */
  float weight(String stem) {
    double share = attention(stem);
    return share <= 0 ? 1 : (float) Math.clamp(Math.pow(share, sharpness), LEAST, MOST);
  }

  /** How much a word was looked at, against 1 for the mean; 0 where nothing is known of it. */
  double attention(String stem) {
    return mean == 0 ? 0 : attention.getOrDefault(stem, 0f) / mean;
  }
}
