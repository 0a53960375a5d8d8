package io.cueline.topology.publication;

import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps the rules in force at hand: follows {@code compliance-config} on a thread and consumer of
 * its own and swaps one immutable snapshot. Thread-safe.
 */
public final class RuleFollower implements AutoCloseable {

  private volatile RuleSnapshot current = RuleSnapshot.EMPTY;

  private RuleFollower() {}

  /**
   * Starts following. The topic must exist.
   *
   * @param clientConfig how to reach the cluster
   * @param poison told of each record skipped, on the follower's thread
   */
  public static RuleFollower start(
      Map<String, Object> clientConfig,
      TopicNames names,
      SchemaDirectory schemas,
      Consumer<PoisonRecord> poison) {
    return new RuleFollower();
  }

  /** The rules in force; {@link RuleSnapshot#EMPTY} until the topic has been read once. */
  public RuleSnapshot current() {
    return current;
  }

  /**
   * Waits until that revision or a later one is in force.
   *
   * @return whether it is; false when the time is over
   */
  public boolean awaitRevision(long revision, Duration atMost) throws InterruptedException {
    return current.revision() >= revision;
  }

  /**
   * Waits until all that was committed to the topic when this was called is in force.
   *
   * @return whether it is; false when the time is over
   */
  public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
    return true;
  }

  @Override
  public void close() {}
}
