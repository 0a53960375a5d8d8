package io.cueline.workbench.knowledge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an evaluation comes to; in this order and by these names for programs too.
 *
 * @param articles how many there are
 * @param queries how many were asked
 * @param stages by name; of the queries that have an answer
 * @param showCard over all queries
 * @param msPerQuery of the mix, embedding the question with it
 */
public record Figures(
    int articles,
    int queries,
    Map<String, Stage> stages,
    ShowCard showCard,
    MsPerQuery msPerQuery) {

  /**
   * The share of questions whose first right article stands among so many, and the mean of one by
   * its rank.
   */
  public record Stage(double hitAt1, double hitAt3, double hitAt5, double mrrAt5) {}

  /** Of the decision to show a card: right where the question has an answer. */
  public record ShowCard(double precision, double recall, double f1) {

    static ShowCard of(int shown, int wanted, int both) {
      return new ShowCard(
          share(both, shown), share(both, wanted), share(2.0 * both, shown + wanted));
    }

    private static double share(double part, int whole) {
      return whole == 0 ? 0 : part / whole;
    }
  }

  /** Milliseconds by the wall clock. */
  public record MsPerQuery(double p50, double p99) {}

  public Figures {
    stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
  }
}
