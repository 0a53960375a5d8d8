package io.cueline.publisher.desktop;

import io.cueline.schemas.Severity;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that happened in a call.
 *
 * @param kind started, assigned, disclosure, violation, cue, card, feedback or ended
 */
public record TimelineEntry(
    Instant at, String kind, String text, Optional<String> ruleId, Optional<Severity> severity) {

  static TimelineEntry plain(Instant at, String kind, String text) {
    return new TimelineEntry(at, kind, text, Optional.empty(), Optional.empty());
  }
}
