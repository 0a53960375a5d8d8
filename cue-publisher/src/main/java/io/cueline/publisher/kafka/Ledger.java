package io.cueline.publisher.kafka;

import io.cueline.publisher.delivery.Position;
import io.cueline.publisher.delivery.Position.Share;
import io.cueline.publisher.delivery.WorkClass;
import io.cueline.publisher.offsets.CommitPoint;
import io.cueline.publisher.offsets.FinishedOffsets;
import io.cueline.publisher.offsets.OffsetTracker;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of each partition of ours is finished. Thread-safe; unknown partitions are ignored. */
public final class Ledger {

  private final Map<Share, OffsetTracker> trackers = new HashMap<>();

  /** Of records that go more than one way, how many ways are not finished. */
  private final Map<Position, Integer> parts = new HashMap<>();

  synchronized void open(Share share, long position, FinishedOffsets finished) {
    trackers.put(share, new OffsetTracker(position, finished));
  }

  synchronized void close(Collection<Share> shares) {
    shares.forEach(trackers::remove);
    parts.keySet().removeIf(position -> shares.contains(position.share()));
  }

  /** False where there is nothing to do: finished by an earlier owner, or not ours. */
  synchronized boolean take(Position position) {
    @Nullable OffsetTracker tracker = trackers.get(position.share());
    return tracker != null && tracker.take(position.offset());
  }

  /**
   * How many parts of a record taken have to be finished before it is; with none it is at once. One
   * where nothing is said.
   */
  synchronized void expect(Position position, int count) {
    if (count == 0) {
      finish(position);
    } else if (count > 1) {
      parts.put(position, count);
    }
  }

  /** A part of a record is finished. */
  public synchronized void finish(Position position) {
    int left = parts.getOrDefault(position, 1) - 1;
    if (left > 0) {
      parts.put(position, left);
      return;
    }
    parts.remove(position);
    @Nullable OffsetTracker tracker = trackers.get(position.share());
    if (tracker != null) {
      tracker.finish(position.offset());
    }
  }

  /** Records taken and not finished. */
  public synchronized int unfinished(WorkClass workClass) {
    int sum = 0;
    for (Map.Entry<Share, OffsetTracker> entry : trackers.entrySet()) {
      if (entry.getKey().workClass() == workClass) {
        sum += entry.getValue().unfinished();
      }
    }
    return sum;
  }

  synchronized Map<Share, CommitPoint> commitPoints(Collection<Share> shares) {
    Map<Share, CommitPoint> points = new HashMap<>();
    for (Share share : shares) {
      @Nullable OffsetTracker tracker = trackers.get(share);
      if (tracker != null) {
        points.put(share, tracker.commitPoint());
      }
    }
    return points;
  }

  synchronized Set<Share> shares() {
    return Set.copyOf(trackers.keySet());
  }
}
