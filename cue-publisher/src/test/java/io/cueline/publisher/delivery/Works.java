package io.cueline.publisher.delivery;

import io.cueline.publisher.testing.Examples;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Work to test with. */
final class Works {

  static final Instant START = Instant.parse("2026-01-01T09:00:00Z");
  static final BreakerPolicy BREAKER =
      new BreakerPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(4));
  static final Expiry EXPIRY =
      new Expiry(
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofSeconds(15),
          Duration.ofHours(1));
  static final Routing ROUTING = new Routing(routes(true), EXPIRY);

  /** Violations go by two calls; a CRM is told of them and of what was accepted. */
  static final Routing SEVERAL =
      new Routing(
          new Routes(
              List.of("prompts", Routes.CALLBACK, "agent-messages"),
              List.of("cues"),
              true,
              List.of("insights", Routes.CALLBACK),
              List.of("training-feedback", Routes.CALLBACK),
              Set.of(Routes.CALLBACK)),
          EXPIRY);

  static final Bounds UNLIMITED = bounds(1_000_000, 100);

  private static long offset;

  private Works() {}

  static Routes routes(boolean changes) {
    return new Routes(
        List.of("prompts"),
        List.of("cues"),
        changes,
        List.of("insights"),
        List.of("training-feedback"),
        Set.of());
  }

  static Bounds bounds(int perMinute, int inFlight) {
    return new Bounds(perMinute, Map.of(), inFlight(inFlight), BREAKER);
  }

  static Map<WorkClass, Integer> inFlight(int most) {
    return Stream.of(WorkClass.values()).collect(Collectors.toMap(each -> each, _ -> most));
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
    Position position = new Position(WorkClass.INSIGHTS, 0, offset++);
    return ROUTING.works(Examples.insight(call, id, START), position, START).getFirst();
  }

  /**
   * A violation that goes to the agent by two calls, and to a CRM once the first of them took it.
   */
  static List<Work> several(String call) {
    return SEVERAL.works(
        Examples.cue(call, call + "-v", 1, CueKind.INTERRUPT, CueChange.OPENED, START),
        new Position(WorkClass.CUES, 0, offset++),
        START);
  }

  /** What is done with each feedback: to the tenant, and to the callback where it is told. */
  static List<Work> feedback(String call, String card, String action) {
    Position position = new Position(WorkClass.FEEDBACK, 0, offset++);
    return SEVERAL.works(Examples.feedback(call, card, action, START), position, START);
  }

  private static Work cue(
      Routing routing, String call, CueKind kind, CueChange change, int number) {
    return routing
        .works(
            Examples.cue(call, call + "-" + kind, number, kind, change, START),
            new Position(WorkClass.CUES, 0, offset++),
            START)
        .getFirst();
  }
}
