package io.cueline.publisher.kafka;

import io.cueline.publisher.delivery.WorkClass;
import java.util.Map;

/** Unfinished records of each class beyond which no more of that class are fetched. */
public record Backlog(Map<WorkClass, Integer> most) {

  public Backlog {
    most = Map.copyOf(most);
    for (WorkClass each : WorkClass.values()) {
      if (most.getOrDefault(each, 0) < 1) {
        throw new IllegalArgumentException("no bound for the backlog of " + each);
      }
    }
  }

  boolean isFull(WorkClass workClass, int unfinished) {
    return unfinished >= most.getOrDefault(workClass, 1);
  }

  /** Well below the bound, so that partitions do not pause and resume with every record. */
  boolean hasRoomAgain(WorkClass workClass, int unfinished) {
    return unfinished <= most.getOrDefault(workClass, 1) * 3 / 4;
  }
}
