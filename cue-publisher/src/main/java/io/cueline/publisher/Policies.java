package io.cueline.publisher;

import io.cueline.cxone.profile.Limits;
import io.cueline.publisher.delivery.Bounds;
import io.cueline.publisher.delivery.BreakerPolicy;
import io.cueline.publisher.delivery.Expiry;
import io.cueline.publisher.delivery.WorkClass;
import io.cueline.publisher.kafka.Backlog;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import java.time.Duration;
import java.util.Map;

/** What the settings and the profile ask of delivery. */
final class Policies {

  private Policies() {}

  /** What may be under way and how often the tenant may be asked. */
  static Bounds bounds(Settings settings, Limits limits) {
    return new Bounds(
        limits.perMinute(),
        limits.calls(),
        Map.of(
            WorkClass.CUES, settings.get(PublisherSettings.IN_FLIGHT_CUES),
            WorkClass.INSIGHTS, settings.get(PublisherSettings.IN_FLIGHT_INSIGHTS),
            WorkClass.FEEDBACK, settings.get(PublisherSettings.IN_FLIGHT_FEEDBACK)),
        breaker(settings));
  }

  private static BreakerPolicy breaker(Settings settings) {
    Duration pause = settings.get(PublisherSettings.BREAKER_PAUSE);
    Duration longest = settings.get(PublisherSettings.BREAKER_LONGEST);
    try {
      return new BreakerPolicy(settings.get(PublisherSettings.BREAKER_FAILURES), pause, longest);
    } catch (IllegalArgumentException wrong) {
      throw new StartupException(
          "%s (%s) and %s (%s) do not fit: %s"
              .formatted(
                  PublisherSettings.BREAKER_PAUSE.key(),
                  pause,
                  PublisherSettings.BREAKER_LONGEST.key(),
                  longest,
                  wrong.getMessage()),
          wrong);
    }
  }

  static Expiry expiry(Settings settings) {
    return new Expiry(
        settings.get(PublisherSettings.EXPIRE_INTERRUPT),
        settings.get(PublisherSettings.EXPIRE_DISCLOSURE),
        settings.get(PublisherSettings.EXPIRE_CLOSE),
        settings.get(PublisherSettings.EXPIRE_CARD),
        settings.get(PublisherSettings.EXPIRE_FEEDBACK));
  }

  static Backlog backlog(Settings settings) {
    return new Backlog(
        Map.of(
            WorkClass.CUES, settings.get(PublisherSettings.BACKLOG_CUES),
            WorkClass.INSIGHTS, settings.get(PublisherSettings.BACKLOG_INSIGHTS),
            WorkClass.FEEDBACK, settings.get(PublisherSettings.BACKLOG_FEEDBACK)));
  }
}
