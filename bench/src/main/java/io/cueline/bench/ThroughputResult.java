package io.cueline.bench;

/**
 * What {@link ThroughputRun} has measured, in records per second.
 *
 * @param getAndPutPerSecond each record one get and one put of RocksDB
 * @param cachedPerSecond the same behind a cache of the store's, which few of them pass
 */
public record ThroughputResult(
    double topologyPerSecond,
    double getAndPutPerSecond,
    double cachedPerSecond,
    double passThroughPerSecond) {

  /** How near the topology comes to one get and put per record. */
  public double ratio() {
    return topologyPerSecond / getAndPutPerSecond;
  }
}
