package io.cueline.publisher.delivery;

import io.cueline.cxone.profile.Channels;
import io.cueline.publisher.testing.Examples;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Work to test with. */
final class Works {

  static final Instant START = Instant.parse("2026-01-01T09:00:00Z");
  static final Expiry EXPIRY =
      new Expiry(
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofSeconds(15));
  static final Routing ROUTING = new Routing(channels(true), EXPIRY);
  static final Bounds UNLIMITED =
      new Bounds(1_000_000, Map.of(), Map.of(WorkClass.CUES, 100, WorkClass.INSIGHTS, 100));

  private static long offset;

  private Works() {}

  static Channels channels(boolean changes) {
    return new Channels(
        List.of("prompts"), List.of("cues"), changes, List.of("insights"), List.of());
  }

  static Work interrupt(String call, CueChange change, int number) {
    return cue(ROUTING, call, CueKind.INTERRUPT, change, number);
  }

  static Work disclosure(String call, CueChange change, int number) {
    return cue(ROUTING, call, CueKind.DISCLOSURE, change, number);
  }

  static Work disclosure(Routing routing, String call, CueChange change, int number) {
    return cue(routing, call, CueKind.DISCLOSURE, change, number);
  }

  static Work card(String call, String id) {
    return ROUTING.work(
        Examples.insight(call, id, START), new Position(WorkClass.INSIGHTS, 0, offset++), START);
  }

  private static Work cue(
      Routing routing, String call, CueKind kind, CueChange change, int number) {
    return routing.work(
        Examples.cue(call, call + "-" + kind, number, kind, change, START),
        new Position(WorkClass.CUES, 0, offset++),
        START);
  }
}
