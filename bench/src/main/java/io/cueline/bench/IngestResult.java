package io.cueline.bench;

/** What {@link IngestRun} has measured, a second. */
public record IngestResult(double framesPerSecond, double bareProducerPerSecond) {

  /** How near ingest comes to a producer that is handed finished records. */
  public double ratio() {
    return framesPerSecond / bareProducerPerSecond;
  }
}
