package io.cueline.ingest.ownership;

import java.util.Optional;

/** Something of which one instance at a time takes care: a stream of the tenant, a poll. */
public interface Unit {

  /** The same on every instance; names the topic that stands for it. */
  String name();

  /**
   * Begins, in one go up to where it goes on by itself. May wait for Kafka; an interrupt ends the
   * wait.
   *
   * @param lease to be asked before anything is written
   * @throws org.apache.kafka.common.KafkaException when Kafka does not answer; it is tried again
   */
  Running start(Lease lease);

  /** A unit at work. */
  interface Running {

    /** Empty while it does its work, else what it waits for. */
    Optional<String> waitingFor();

    /** Ends in order: what has been read is written. Returns within seconds. */
    void stop();

    /** Ends at once, as another instance may have it already: nothing more is written. */
    void abandon();
  }
}
