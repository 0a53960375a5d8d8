package io.cueline.publisher.desktop.hub;

import io.cueline.publisher.desktop.token.TokenSettings;
import io.cueline.runtime.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What can be set of the agent desktop. */
public final class DesktopSettings {

  public static final Setting<Boolean> ENABLED =
      Setting.flag("desktop.enabled", true, "whether publishers serve the agent desktop");
  public static final Setting<String> FRAME_ANCESTORS =
      Setting.text(
          "desktop.frame-ancestors",
          "'self'",
          "who may embed the desktop's pages: sources of a content security policy, with spaces,"
              + " such as https://*.nicecxone.com");
  public static final Setting<Integer> MAX_CLIENTS =
      Setting.number(
          "desktop.max-clients", 5_000, 1, 100_000, "desktops connected to an instance at once");
  public static final Setting<Integer> MAX_WINDOWS =
      Setting.number(
          "desktop.max-windows", 10, 1, 1_000, "desktops of one agent or supervisor at once");
  public static final Setting<Integer> OUTBOX_MESSAGES =
      Setting.number(
          "desktop.outbox.messages",
          1_000,
          100,
          100_000,
          "changes that may wait for a desktop; one that falls behind further is let go");
  public static final Setting<Integer> OUTBOX_CHARS =
      Setting.number("desktop.outbox.chars", 500_000, 10_000, 50_000_000, "the same in characters");
  public static final Setting<Duration> SLOW_AFTER =
      Setting.duration(
          "desktop.slow-after", "10s", "a desktop that takes so long over one message is let go");
  public static final Setting<Duration> PING_INTERVAL =
      Setting.duration(
          "desktop.ping-interval",
          "20s",
          "between two signs of life; a desktop that answers none for three of them is let go");
  public static final Setting<Duration> KEEP_ENDED =
      Setting.duration("desktop.keep-ended", "10m", "how long an ended call is still shown");
  public static final Setting<String> TIME_ZONE =
      Setting.text(
          "desktop.time-zone",
          "UTC",
          "whose midnight begins the day of a supervisor's figures, such as Europe/Berlin");
  public static final Setting<Duration> LOOK_BACK =
      Setting.duration(
          "desktop.look-back",
          "12h",
          "how far back topics are read at the start; longer than the longest call");

  public static final List<Setting<?>> ALL =
      Stream.concat(
              Stream.of(
                  ENABLED,
                  FRAME_ANCESTORS,
                  MAX_CLIENTS,
                  MAX_WINDOWS,
                  OUTBOX_MESSAGES,
                  OUTBOX_CHARS,
                  SLOW_AFTER,
                  PING_INTERVAL,
                  KEEP_ENDED,
                  TIME_ZONE,
                  LOOK_BACK),
              TokenSettings.ALL.stream())
          .<Setting<?>>map(each -> each)
          .toList();

  private DesktopSettings() {}
}
