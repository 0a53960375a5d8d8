package io.cueline.publisher;

import io.cueline.publisher.desktop.hub.DesktopSettings;
import io.cueline.runtime.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be set of the publisher. */
public final class PublisherSettings {

  public static final Setting<Optional<String>> MEMBER_ID =
      Setting.optional(
          "publisher.member-id",
          "this instance's name in the consumer group, kept over restarts and unlike any other's; a"
              + " restart within the session time-out then moves no partition");
  public static final Setting<Duration> EXPIRE_INTERRUPT =
      Setting.duration(
          "publisher.expire.interrupt", "60s", "a violation older than this is not sent");
  public static final Setting<Duration> EXPIRE_DISCLOSURE =
      Setting.duration(
          "publisher.expire.disclosure",
          "60s",
          "an overdue disclosure's opening or change older than this is not sent");
  public static final Setting<Duration> EXPIRE_CLOSE =
      Setting.duration(
          "publisher.expire.close",
          "10m",
          "the close of a banner older than this is not sent; a banner left standing is worse than"
              + " a late close");
  public static final Setting<Duration> EXPIRE_CARD =
      Setting.duration("publisher.expire.card", "15s", "knowledge cards older than this");
  public static final Setting<Duration> EXPIRE_FEEDBACK =
      Setting.duration(
          "publisher.expire.feedback", "1h", "what an agent did with a card, older than this");
  public static final Setting<Integer> ATTEMPTS =
      Setting.number("publisher.attempts", 3, 1, 20, "attempts at a call, the first included");
  public static final Setting<Integer> BREAKER_FAILURES =
      Setting.number(
          "publisher.breaker.failures",
          10,
          1,
          10_000,
          "failures in a row (5xx, 401, no answer) after which a channel is left alone for a while");
  public static final Setting<Duration> BREAKER_PAUSE =
      Setting.duration(
          "publisher.breaker.pause",
          "1s",
          "how long it is left alone first; each pause that did not help is followed by one twice as"
              + " long");
  public static final Setting<Duration> BREAKER_LONGEST =
      Setting.duration(
          "publisher.breaker.longest-pause", "15s", "what those pauses grow to, and no longer");
  public static final Setting<Integer> IN_FLIGHT_CUES =
      Setting.number("publisher.in-flight.cues", 256, 1, 10_000, "calls under way with cues");
  public static final Setting<Integer> IN_FLIGHT_INSIGHTS =
      Setting.number("publisher.in-flight.insights", 128, 1, 10_000, "calls under way with cards");
  public static final Setting<Integer> IN_FLIGHT_FEEDBACK =
      Setting.number(
          "publisher.in-flight.feedback", 16, 1, 10_000, "calls under way with feedback");
  public static final Setting<Integer> BACKLOG_CUES =
      Setting.number(
          "publisher.backlog.cues",
          20_000,
          100,
          1_000_000,
          "unfinished cues beyond which no more are fetched");
  public static final Setting<Integer> BACKLOG_INSIGHTS =
      Setting.number(
          "publisher.backlog.insights",
          5_000,
          100,
          1_000_000,
          "unfinished insights beyond which no more are fetched");
  public static final Setting<Integer> BACKLOG_FEEDBACK =
      Setting.number(
          "publisher.backlog.feedback",
          5_000,
          100,
          1_000_000,
          "unfinished feedback beyond which no more is fetched");
  public static final Setting<Duration> COMMIT_INTERVAL =
      Setting.duration("publisher.commit-interval", "1s", "how often finished work is committed");
  public static final Setting<Duration> SESSION_TIMEOUT =
      Setting.duration(
          "publisher.session-timeout",
          "15s",
          "an instance silent for so long loses its partitions; brokers allow 6s to 30m");
  public static final Setting<Duration> RECEIPT_LOOK_BACK =
      Setting.duration(
          "publisher.receipt-look-back",
          "12h",
          "how far back receipts are read when a partition is taken over, to know what agents were"
              + " shown; longer than the longest call");

  private static final List<Setting<?>> OF_DELIVERY =
      List.of(
          MEMBER_ID,
          EXPIRE_INTERRUPT,
          EXPIRE_DISCLOSURE,
          EXPIRE_CLOSE,
          EXPIRE_CARD,
          EXPIRE_FEEDBACK,
          ATTEMPTS,
          BREAKER_FAILURES,
          BREAKER_PAUSE,
          BREAKER_LONGEST,
          IN_FLIGHT_CUES,
          IN_FLIGHT_INSIGHTS,
          IN_FLIGHT_FEEDBACK,
          BACKLOG_CUES,
          BACKLOG_INSIGHTS,
          BACKLOG_FEEDBACK,
          COMMIT_INTERVAL,
          SESSION_TIMEOUT,
          RECEIPT_LOOK_BACK);

  /** Those of the agent desktop too, which runs in every publisher. */
  public static final List<Setting<?>> ALL =
      Stream.concat(OF_DELIVERY.stream(), DesktopSettings.ALL.stream())
          .<Setting<?>>map(each -> each)
          .toList();

  private PublisherSettings() {}
}
