package io.cueline.bench;

import java.util.Arrays;

/** Exact percentiles of what was measured, by nearest rank. Not thread-safe. */
final class Percentiles {

  private double[] values = new double[1_024];
  private int count;

  void add(double value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
  }

  /**
   * @param part above 0 up to 1
   * @return not a number where nothing was measured
   */
  double at(double part) {
    if (count == 0) {
      return Double.NaN;
    }
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(part * count) - 1)];
  }
}
