package io.cueline.publisher.delivery;

/** Where a record stands in Kafka: it is finished when its receipt is written. */
public record Position(WorkClass workClass, int partition, long offset) {

  /** The same without the offset. */
  public Share share() {
    return new Share(workClass, partition);
  }

  /** A partition of a class's topic. */
  public record Share(WorkClass workClass, int partition) {}
}
