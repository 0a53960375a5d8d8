package io.cueline.topology.rest;

import io.cueline.runtime.http.HttpFailure;
import io.cueline.topology.publication.InForce;
import io.cueline.topology.publication.PublishResult;
import io.cueline.topology.publication.RuleFollower;
import io.cueline.topology.publication.RulePublisher;
import io.cueline.topology.rules.RuleError;
import io.cueline.topology.rules.RuleSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rules: read, change, publish on the revision that was read. One at a time, as writers of
 * one process would only fence each other.
 */
final class RuleWrites {

  private static final int ATTEMPTS = 5;
  private static final Duration IN_FORCE_WITHIN = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(RuleWrites.class);

  /** What became of it. */
  sealed interface Written {
    /** In force; of what was so already, nothing is changed. */
    record Done(long revision, List<String> changed, List<String> removed) implements Written {
      public Done {
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
      }
    }

    /** Meant for another revision than the one in force. */
    record Stale(long current) implements Written {}

    /** Others were faster, again and again. */
    record Busy(long current) implements Written {}

    record Refused(List<RuleError> errors) implements Written {
      public Refused {
        errors = List.copyOf(errors);
      }
    }
  }

  private final RulePublisher publisher;
  private final RuleFollower follower;
  private final ReentrantLock lock = new ReentrantLock();

  RuleWrites(RulePublisher publisher, RuleFollower follower) {
    this.publisher = publisher;
    this.follower = follower;
  }

  /**
   * @param edit from what is in force to what shall be; its {@link HttpFailure} is passed on
   */
  Written write(Precondition base, Author author, Function<InForce, RuleSet> edit) {
    lock.lock();
    try {
      return attempts(base, author, edit);
    } catch (KafkaException unreachable) {
      LOG.atWarn().setCause(unreachable).log("rules could not be published");
      throw new HttpFailure(503, "Kafka does not answer: nothing is known to be published");
    } finally {
      lock.unlock();
    }
  }

  private Written attempts(Precondition base, Author author, Function<InForce, RuleSet> edit) {
    long current = 0;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      InForce now = publisher.inForce();
      current = now.revision();
      if (!base.holds(current)) {
        return new Written.Stale(current);
      }
      RuleSet next = edit.apply(now);
      switch (publisher.publish(next, current, author.who(), author.why())) {
        case PublishResult.Published done -> {
          awaitHere(done.revision());
          return new Written.Done(done.revision(), done.changed(), done.removed());
        }
        case PublishResult.Unchanged same -> {
          awaitHere(same.revision());
          return new Written.Done(same.revision(), List.of(), List.of());
        }
        case PublishResult.Refused refused -> {
          return new Written.Refused(refused.errors());
        }
        case PublishResult.Conflict conflict -> current = conflict.current();
      }
    }
    return new Written.Busy(current);
  }

  /** Whoever reads after writing finds what was written. */
  private void awaitHere(long revision) {
    try {
      if (!follower.awaitRevision(revision, IN_FORCE_WITHIN)) {
        LOG.atWarn().addKeyValue("revision", revision).log("published, and not in force here yet");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
