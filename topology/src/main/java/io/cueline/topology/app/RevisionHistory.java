package io.cueline.topology.app;

import io.cueline.topology.compliance.RuleBook;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * The rules in force, and those that were: a call under way is judged by what it has adopted until
 * its next utterance. Only where a revision is nowhere to be had, the rules in force stand in.
 * Thread-safe.
 */
public final class RevisionHistory implements RuleBook {

  /** More publications than that within one call are not remembered. */
  private static final int REMEMBERED = 64;

  /** Waits until a revision is in force. */
  @FunctionalInterface
  public interface Waiting {
    boolean await(long revision, Duration atMost) throws InterruptedException;
  }

  private final Supplier<RuleSnapshot> follower;
  private final Waiting waiting;
  private final LongFunction<Optional<RuleSnapshot>> archive;
  private final Duration patience;
  private final SequencedMap<Long, RuleSnapshot> known = new LinkedHashMap<>();
  private volatile RuleSnapshot latest = RuleSnapshot.EMPTY;

  /**
   * @param follower the rules in force
   * @param archive revisions that this process has not seen in force; may block
   * @param patience how long to wait for a revision that an interaction has adopted elsewhere
   */
  public RevisionHistory(
      Supplier<RuleSnapshot> follower,
      Waiting waiting,
      LongFunction<Optional<RuleSnapshot>> archive,
      Duration patience) {
    this.follower = follower;
    this.waiting = waiting;
    this.archive = archive;
    this.patience = patience;
    this.latest = follower.get();
    known.put(latest.revision(), latest);
  }

  @Override
  public RuleSnapshot current() {
    RuleSnapshot now = follower.get();
    if (now != latest) {
      latest = now;
      remember(now.revision(), now);
    }
    return now;
  }

  @Override
  public RuleSnapshot adopted(long revision) {
    RuleSnapshot now = current();
    return revision == now.revision() ? now : earlier(revision, now);
  }

  private synchronized RuleSnapshot earlier(long revision, RuleSnapshot now) {
    RuleSnapshot earlier = known.get(revision);
    if (earlier == null) {
      earlier = archive.apply(revision).orElse(now);
      remember(revision, earlier);
    }
    return earlier;
  }

  /**
   * Makes sure that an interaction is not judged by older rules than it has adopted.
   *
   * @throws RulesBehindException where they do not come in time
   */
  void awaitAtLeast(long revision) {
    if (current().revision() >= revision) {
      return;
    }
    try {
      if (!waiting.await(revision, patience)) {
        throw new RulesBehindException(
            "revision %d is adopted, but after %s only %d is here"
                .formatted(revision, patience, current().revision()));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RulesBehindException("interrupted while waiting for revision " + revision);
    }
  }

  private synchronized void remember(long revision, RuleSnapshot rules) {
    known.put(revision, rules);
    Map.Entry<Long, RuleSnapshot> oldest = known.firstEntry();
    if (known.size() > REMEMBERED && oldest != null) {
      known.remove(oldest.getKey());
    }
  }
}
