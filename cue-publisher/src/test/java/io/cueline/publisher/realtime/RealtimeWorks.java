package io.cueline.publisher.realtime;

import io.cueline.publisher.delivery.Expiry;
import io.cueline.publisher.delivery.Position;
import io.cueline.publisher.delivery.Routes;
import io.cueline.publisher.delivery.Routing;
import io.cueline.publisher.delivery.Work;
import io.cueline.publisher.delivery.WorkClass;
import io.cueline.schemas.Cue;
import io.cueline.schemas.Insight;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Work that goes by frames. */
public final class RealtimeWorks {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final List<String> BY_FRAMES = List.of(Routes.REALTIME);
  private static final Routing ROUTING =
      new Routing(
          new Routes(BY_FRAMES, BY_FRAMES, true, BY_FRAMES, List.of(), Set.of(Routes.REALTIME)),
          new Expiry(MINUTE, MINUTE, MINUTE, MINUTE, MINUTE));

  private RealtimeWorks() {}

  public static Work work(Cue cue) {
    return ROUTING.works(cue, new Position(WorkClass.CUES, 0, 0), cue.getReceivedAt()).getFirst();
  }

  public static Work work(Insight insight) {
    return ROUTING
        .works(insight, new Position(WorkClass.INSIGHTS, 0, 0), insight.getReceivedAt())
        .getFirst();
  }
}
