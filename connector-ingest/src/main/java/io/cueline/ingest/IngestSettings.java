package io.cueline.ingest;

import io.cueline.ingest.server.PushSettings;
import io.cueline.runtime.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be set of ingest. */
public final class IngestSettings {

  /** What moves a source's clock. */
  public enum ClockKind {
    /** The wall clock where ingest runs, made monotone. */
    SYSTEM,
    /** Clock frames in the stream itself: replays that come out the same at any speed. */
    STREAM
  }

  public static final Setting<List<String>> STREAMS =
      new Setting<>(
          "ingest.streams",
          Optional.of(""),
          IngestSettings::names,
          "the profile's streams to read, with commas; all where empty",
          false);
  public static final Setting<Optional<String>> INSTANCE =
      Setting.optional(
          "ingest.instance",
          "this instance's name in what it alone hears, the same after a restart; no two may share"
              + " one; where empty the host's with something random");
  public static final Setting<Duration> SESSION_TIMEOUT =
      positive(
          "ingest.session-timeout",
          "6s",
          "an instance not heard of for so long is replaced; brokers allow no less than 6s unless"
              + " told otherwise");
  public static final Setting<Optional<String>> SOURCE =
      Setting.optional(
          "ingest.source",
          "the name under which frames are written, where one stream only is read; the stream's"
              + " where empty");
  public static final Setting<Optional<String>> DIALECT =
      Setting.optional(
          "ingest.dialect",
          "a dialect shipped or a dialect file, where one stream only is read; the stream's own"
              + " where empty");
  public static final Setting<ClockKind> CLOCK =
      new Setting<>(
          "ingest.clock",
          Optional.of("system"),
          IngestSettings::clockKind,
          "what moves the source's clock: system, or stream for replays that carry their own",
          false);
  public static final Setting<Duration> TICK_INTERVAL =
      positive("ingest.tick-interval", "500ms", "on the source's clock, between two ticks");
  public static final Setting<Duration> TICK_PAUSE =
      positive("ingest.tick-pause", "50ms", "least real time between two ticks");
  public static final Setting<Duration> CONNECT_TIMEOUT =
      positive("ingest.connect-timeout", "10s", "for the handshake with the tenant's stream");
  public static final Setting<Optional<Duration>> PING_INTERVAL =
      ofProfile("ingest.ping-interval", "between two pings");
  public static final Setting<Optional<Duration>> PONG_TIMEOUT =
      ofProfile("ingest.pong-timeout", "without an answer to a ping: the connection is dead");
  public static final Setting<Optional<Duration>> RECONNECT_DELAY =
      ofProfile("ingest.reconnect.delay", "before the first attempt to connect again");
  public static final Setting<Duration> RECONNECT_MOST =
      positive("ingest.reconnect.most", "60s", "the longest pause between two attempts");
  public static final Setting<Integer> RECONNECT_JITTER =
      Setting.number(
          "ingest.reconnect.jitter", 20, 0, 100, "per cent by which a pause varies up or down");
  public static final Setting<Integer> MAX_MESSAGE =
      Setting.number(
          "ingest.max-message-bytes",
          262_144,
          1_024,
          900_000,
          "a longer message is rejected, and not kept in memory");
  public static final Setting<Integer> BUFFER =
      Setting.number(
          "ingest.buffer-bytes",
          33_554_432,
          1_048_576,
          1_073_741_824,
          "held for each stream while Kafka is slow; when full, it is not read on");
  public static final Setting<Duration> LINGER =
      Setting.duration("ingest.linger", "2ms", "how long a record waits for others to go with it");
  public static final Setting<Duration> STOP_TIMEOUT =
      positive(
          "ingest.stop-timeout", "4s", "at most, for Kafka to take what is left when stopping");
  public static final Setting<Boolean> ARTICLES =
      Setting.flag("ingest.articles", true, "whether to poll articles, where the profile can");
  public static final Setting<Optional<Duration>> ARTICLES_INTERVAL =
      ofProfile("ingest.articles.interval", "between two polls for articles");
  public static final Setting<Duration> ARTICLES_RETRY =
      positive("ingest.articles.retry", "2s", "after a failed poll; doubled up to the interval");

  public static final List<Setting<?>> ALL =
      List.of(
          STREAMS,
          INSTANCE,
          SESSION_TIMEOUT,
          SOURCE,
          DIALECT,
          CLOCK,
          TICK_INTERVAL,
          TICK_PAUSE,
          CONNECT_TIMEOUT,
          PING_INTERVAL,
          PONG_TIMEOUT,
          RECONNECT_DELAY,
          RECONNECT_MOST,
          RECONNECT_JITTER,
          MAX_MESSAGE,
          BUFFER,
          LINGER,
          STOP_TIMEOUT,
          ARTICLES,
          ARTICLES_INTERVAL,
          ARTICLES_RETRY,
          PushSettings.TOKENS,
          PushSettings.HMAC_SECRET,
          PushSettings.MAX_CONNECTIONS,
          PushSettings.MAX_PENDING,
          PushSettings.PER_SECOND,
          PushSettings.PATIENCE,
          PushSettings.GRACE,
          PushSettings.QUIET);

  private IngestSettings() {}

  private static Setting<Duration> positive(String key, String defaultText, String doc) {
    Setting<Duration> plain = Setting.duration(key, defaultText, doc);
    return new Setting<>(
        key,
        Optional.of(defaultText),
        text -> {
          Duration value = plain.parser().apply(text);
          if (value.isZero()) {
            throw new IllegalArgumentException("expected more than 0");
          }
          return value;
        },
        doc,
        false);
  }

  /** Empty where the profile's own value holds. */
  private static Setting<Optional<Duration>> ofProfile(String key, String doc) {
    Setting<Duration> plain = positive(key, "", doc);
    return new Setting<>(
        key,
        Optional.of(""),
        text -> text.isEmpty() ? Optional.empty() : Optional.of(plain.parser().apply(text)),
        doc + "; the profile's where empty",
        false);
  }

  private static List<String> names(String text) {
    return Stream.of(text.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  private static ClockKind clockKind(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "system" -> ClockKind.SYSTEM;
      case "stream" -> ClockKind.STREAM;
      default -> throw new IllegalArgumentException("expected system or stream");
    };
  }
}
