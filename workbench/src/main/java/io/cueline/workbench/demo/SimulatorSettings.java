package io.cueline.workbench.demo;

import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import io.cueline.workbench.tenant.stream.Credential;
import io.cueline.workbench.tenant.wire.TenantStream;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be set of the simulated tenant. */
public final class SimulatorSettings {

  public static final Setting<String> HOST =
      Setting.text("simulator.host", "127.0.0.1", "the address it listens on; 0.0.0.0 for all");
  public static final Setting<Integer> PORT =
      Setting.number("simulator.port", 8090, 0, 65_535, "where it listens, 0 for any free port");
  public static final Setting<Optional<String>> CALLS =
      Setting.optional("simulator.calls", "call file to replay; the demo's own where empty");
  public static final Setting<Optional<String>> ARTICLES =
      Setting.optional("simulator.articles", "article file; the demo's own where empty");
  public static final Setting<Double> SPEED =
      new Setting<>(
          "simulator.speed",
          Optional.of("10"),
          SimulatorSettings::speed,
          "call time per real time: 60 plays an hour in a minute (above 0, to 100000)",
          false);
  public static final Setting<Duration> STAGGER =
      Setting.duration("simulator.stagger", "2s", "call time between the beginnings of two calls");
  public static final Setting<Optional<Instant>> START_AT =
      new Setting<>(
          "simulator.start-at",
          Optional.of(""),
          SimulatorSettings::instant,
          "call time of the replay's start, ISO-8601, within the last hours, as topics forget by the"
              + " records' own time; so that it ends about now where empty",
          false);
  public static final Setting<Boolean> START_ON_SUBSCRIBE =
      Setting.flag(
          "simulator.start-on-subscribe",
          true,
          "the replay starts with the first subscriber; else with POST /simulator/start");
  public static final Setting<Optional<String>> DATA =
      Setting.optional(
          "simulator.data", "folder in which it remembers; only in memory where empty");
  public static final Setting<String> CLIENT_ID =
      Setting.text("simulator.client-id", "cueline", "the one client it knows");
  public static final Setting<Optional<String>> CLIENT_SECRET =
      Setting.secret("simulator.client-secret", "that client's; cueline-secret where empty");

  public static final Setting<List<TenantStream>> STREAMS =
      new Setting<>(
          "simulator.streams",
          Optional.of("transcription"),
          SimulatorSettings::streams,
          "the streams it speaks, with commas, all with the same calls: "
              + String.join(", ", TenantStream.names()),
          false);
  public static final Setting<Optional<String>> OTHER_SIDE =
      Setting.optional(
          "simulator.other-side",
          "ingest's address, such as http://localhost:8080, to which it brings stt-push and"
              + " voicegateway");
  public static final Setting<Optional<String>> PUSH_TOKEN =
      Setting.secret("simulator.push-token", "the bearer token it shows there");
  public static final Setting<Optional<String>> PUSH_SECRET =
      Setting.secret(
          "simulator.push-secret", "the secret by which it signs what it brings there, instead");
  public static final Setting<Duration> TOKEN_LIFE =
      Setting.duration("simulator.token-life", "1h", "of the tokens it issues, at least 1s");
  public static final Setting<Integer> PER_MINUTE =
      Setting.number(
          "simulator.per-minute",
          0,
          0,
          1_000_000,
          "requests a minute that its client may make, past which it answers 429; 0: no limit");
  public static final Setting<Boolean> CUT_EXPIRED =
      Setting.flag("simulator.cut-expired", false, "closes a socket when its token has expired");

  public static final List<Setting<?>> ALL =
      List.of(
          HOST,
          PORT,
          CALLS,
          ARTICLES,
          SPEED,
          STAGGER,
          START_AT,
          START_ON_SUBSCRIBE,
          DATA,
          CLIENT_ID,
          CLIENT_SECRET,
          STREAMS,
          OTHER_SIDE,
          PUSH_TOKEN,
          PUSH_SECRET,
          TOKEN_LIFE,
          PER_MINUTE,
          CUT_EXPIRED);

  private SimulatorSettings() {}

  /** How it shows who it is where it comes to ingest. */
  public static Credential credential(Settings settings) {
    Optional<String> token = settings.get(PUSH_TOKEN);
    Optional<String> secret = settings.get(PUSH_SECRET);
    if (token.isPresent() && secret.isPresent()) {
      throw new StartupException(
          "give either %s or %s, not both".formatted(PUSH_TOKEN.key(), PUSH_SECRET.key()));
    }
    return token
        .<Credential>map(Credential.Bearer::new)
        .or(() -> secret.map(Credential.Hmac::new))
        .orElseGet(Credential.None::new);
  }

  private static List<TenantStream> streams(String text) {
    List<TenantStream> streams = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      TenantStream stream =
          TenantStream.of(name.strip())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "'%s' is no stream; expected some of %s"
                              .formatted(name.strip(), TenantStream.names())));
      if (!streams.contains(stream)) {
        streams.add(stream);
      }
    }
    return streams;
  }

  private static double speed(String text) {
    try {
      double speed = Double.parseDouble(text);
      if (speed > 0 && speed <= 100_000) {
        return speed;
      }
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException("expected a number above 0, to 100000", notANumber);
    }
    throw new IllegalArgumentException("expected a number above 0, to 100000");
  }

  private static Optional<Instant> instant(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException("expected a time such as 2026-01-05T09:00:00Z", wrong);
    }
  }
}
