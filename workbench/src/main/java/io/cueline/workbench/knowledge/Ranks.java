package io.cueline.workbench.knowledge;

import java.util.List;
import java.util.Set;

/** How high the first right article stood, over many questions that have one. */
final class Ranks {

  /** Further down nobody looks. */
  static final int DEPTH = 5;

  private final int[] firstAt = new int[DEPTH];
  private int questions;

  /**
   * @param found best first
   */
  void add(List<String> found, Set<String> relevant) {
    questions++;
    for (int rank = 0; rank < Math.min(DEPTH, found.size()); rank++) {
      if (relevant.contains(found.get(rank))) {
        firstAt[rank]++;
        return;
      }
    }
  }

  /** The share whose first right article stands among the first so many; 0 without questions. */
  double hitAt(int rank) {
    int hits = 0;
    for (int at = 0; at < rank; at++) {
      hits += firstAt[at];
    }
    return questions == 0 ? 0 : (double) hits / questions;
  }

  /** The mean of 1/rank of the first right article, 0 where it is not among five. */
  double mrr() {
    double sum = 0;
    for (int at = 0; at < DEPTH; at++) {
      sum += (double) firstAt[at] / (at + 1);
    }
    return questions == 0 ? 0 : sum / questions;
  }

  Figures.Stage stage() {
    return new Figures.Stage(hitAt(1), hitAt(3), hitAt(5), mrr());
  }
}
