package io.cueline.bench;

import java.util.List;
import java.util.Map;

/**
 * What {@link LatencyRun} has measured.
 *
 * @param rates in the order in which they were run
 */
public record LatencyResult(List<Rate> rates) {

  public LatencyResult {
    rates = List.copyOf(rates);
  }

  /**
   * What came out at one rate. Milliseconds.
   *
   * @param perSecond utterances that were due
   * @param sent violations among them
   * @param received of those, prompts that the tenant was sent; the others never came
   * @param stages p50 and p99 of each stage, in the order in which they are gone through
   */
  public record Rate(
      int perSecond,
      int sent,
      int received,
      double p50Ms,
      double p99Ms,
      double p999Ms,
      Map<String, Stage> stages) {}

  /** A stage of the way. */
  public record Stage(double p50Ms, double p99Ms) {}
}
