package io.cueline.bench;

/**
 * What {@link PublishRun} has measured; rates are a second.
 *
 * @param inFlight the most calls that the tenant saw at once from the publisher
 * @param heapMiB what the publisher's process held after its last round and a collection, broker
 *     and bench and all
 */
public record PublishResult(
    double deliveriesPerSecond, double bareClientPerSecond, int inFlight, long heapMiB) {

  /** How near the publisher comes to who makes the same calls and nothing else. */
  public double ratio() {
    return deliveriesPerSecond / bareClientPerSecond;
  }
}
