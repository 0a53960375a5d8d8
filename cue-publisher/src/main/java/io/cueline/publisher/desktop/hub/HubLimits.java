package io.cueline.publisher.desktop.hub;

import io.cueline.runtime.settings.Settings;
import java.time.Duration;

/**
 * What clients may cost.
 *
 * @param clients at once
 * @param windows of one subject at once
 * @param ping between two signs of life
 * @param slow over one message
 */
public record HubLimits(int clients, int windows, Duration ping, Duration slow) {

  public HubLimits {
    if (clients < 1 || windows < 1) {
      throw new IllegalArgumentException("a hub without clients");
    }
    if (!ping.isPositive() || !slow.isPositive()) {
      throw new IllegalArgumentException(
          "%s and %s must be above zero"
              .formatted(DesktopSettings.PING_INTERVAL.key(), DesktopSettings.SLOW_AFTER.key()));
    }
  }

  public static HubLimits from(Settings settings) {
    return new HubLimits(
        settings.get(DesktopSettings.MAX_CLIENTS),
        settings.get(DesktopSettings.MAX_WINDOWS),
        settings.get(DesktopSettings.PING_INTERVAL),
        settings.get(DesktopSettings.SLOW_AFTER));
  }

  /** Without a word for so long, a client is gone. */
  Duration silent() {
    return ping.multipliedBy(3);
  }
}
