package io.cueline.ingest.server;

import io.cueline.runtime.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be set of the streams that the tenant opens to us. */
public final class PushSettings {

  public static final Setting<Optional<String>> TOKENS =
      Setting.secret(
          "ingest.push.tokens", "bearer tokens of those who may push to us, several with commas");
  public static final Setting<Optional<String>> HMAC_SECRET =
      Setting.secret(
          "ingest.push.hmac-secret",
          "shared with those who sign what they push, beside the tokens");
  public static final Setting<Integer> MAX_CONNECTIONS =
      Setting.number(
          "ingest.push.max-connections",
          64,
          1,
          10_000,
          "WebSockets of one stream at once; a further one is answered 503");
  public static final Setting<Integer> MAX_PENDING =
      Setting.number(
          "ingest.push.max-pending",
          256,
          1,
          10_000,
          "posts of one stream that Kafka has not taken yet; a further one is answered 503");
  public static final Setting<Integer> PER_SECOND =
      Setting.number(
          "ingest.push.per-second",
          5_000,
          1,
          1_000_000,
          "messages of one stream; beyond it a post is answered 429 and a WebSocket read more slowly");
  public static final Setting<Duration> PATIENCE =
      Setting.duration(
          "ingest.push.patience",
          "5s",
          "for Kafka to take a post before it is answered 503; it may still be written then");
  public static final Setting<Duration> GRACE =
      Setting.duration(
          "ingest.push.grace",
          "10s",
          "after a WebSocket of several broke off, for another to take its place before what may be"
              + " missing is declared");
  public static final Setting<Duration> QUIET =
      Setting.duration(
          "ingest.push.quiet",
          "60s",
          "without any post, those who post may be out of reach: no ticks until the next, which"
              + " declares the time between");

  public static final List<Setting<?>> ALL =
      List.of(
          TOKENS, HMAC_SECRET, MAX_CONNECTIONS, MAX_PENDING, PER_SECOND, PATIENCE, GRACE, QUIET);

  private PushSettings() {}
}
