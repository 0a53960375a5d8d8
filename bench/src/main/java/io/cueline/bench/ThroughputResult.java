package io.cueline.bench;

/** What {@link ThroughputRun} has measured, in records per second. */
public record ThroughputResult(
    double topologyPerSecond, double getAndPutPerSecond, double passThroughPerSecond) {

  /** How near the topology comes to one get and put per record. */
  public double ratio() {
    return topologyPerSecond / getAndPutPerSecond;
  }
}
