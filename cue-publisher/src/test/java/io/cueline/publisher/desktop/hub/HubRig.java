package io.cueline.publisher.desktop.hub;

import io.cueline.publisher.desktop.Desks;
import io.cueline.publisher.desktop.DesktopState;
import io.cueline.publisher.desktop.Records;
import io.cueline.publisher.desktop.Team;
import io.cueline.publisher.desktop.Viewer;
import io.cueline.publisher.desktop.token.TokenCheck;
import io.cueline.publisher.desktop.token.TokenMint;
import io.cueline.publisher.desktop.token.TokenSettings;
import io.cueline.runtime.health.Health;
import io.cueline.runtime.http.HttpServer;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.metrics.Metrics;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.Feedback;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A hub with real sockets, records handed to it and a clock that stands still. */
final class HubRig implements AutoCloseable {

  static final String SECRET = "a secret of thirty-two bytes or so";
  static final Duration PING = Duration.ofSeconds(20);
  static final Duration SLOW = Duration.ofSeconds(10);

  /** What would be written to Kafka, and who waits for it. */
  record Writing(Feedback feedback, Consumer<Boolean> done) {}

  final List<Writing> written = new ArrayList<>();
  final List<String> receipted = new CopyOnWriteArrayList<>();
  final MeterRegistry metrics = Metrics.registry();
  final DesktopHub hub;
  final HttpClient http = HttpClient.newHttpClient();
  private final HttpServer server;
  private volatile Instant now = Records.START;

  HubRig(HubLimits limits, int outboxMessages, int outboxChars) {
    Settings settings =
        Settings.defaults(
                Stream.of(KafkaAccess.SETTINGS, TokenSettings.ALL, HttpSettings.ALL)
                    .<Setting<?>>flatMap(List::stream)
                    .toList())
            .with(TokenSettings.SECRET, SECRET)
            .with(HttpSettings.PORT, "0");
    DesktopMetrics counted = new DesktopMetrics(metrics);
    hub =
        new DesktopHub(
            new Desks(
                new DesktopState(Duration.ofMinutes(10), Duration.ofHours(12)),
                ZoneOffset.UTC,
                outboxMessages,
                outboxChars),
            limits,
            "demo",
            (feedback, done) -> written.add(new Writing(feedback, done)),
            (receipt, _, _) -> receipted.add(receipt.cause().id()),
            () -> now,
            counted);
    server = HttpServer.create(settings, new Health(), metrics);
    TokenCheck tokens = TokenCheck.from(settings, () -> now);
    server.webSocket("/agent-desktop/interrupts", new Reception(hub, tokens, counted));
    server.start();
  }

  static HubRig ready() {
    HubRig rig = new HubRig(new HubLimits(100, 3, PING, SLOW), 1_000, 500_000);
    rig.hub.caughtUp();
    return rig;
  }

  URI uri() {
    return URI.create(server.address());
  }

  void after(Duration time) {
    now = now.plus(time);
    hub.tick();
  }

  Instant now() {
    return now;
  }

  TestClient agent(String id) {
    return TestClient.connect(http, uri(), token(new Viewer.Agent(id)));
  }

  TestClient supervisor() {
    return TestClient.connect(http, uri(), token(new Viewer.Supervisor("Ana", new Team.All())));
  }

  String token(Viewer viewer) {
    return new TokenMint(SECRET, "demo")
        .mint(
            viewer,
            Optional.empty(),
            now.plus(Duration.ofHours(1)),
            Optional.empty(),
            Optional.empty());
  }

  double counted(String name, String tag, String value) {
    return metrics.find(name).tag(tag, value).counters().stream()
        .mapToDouble(each -> each.count())
        .sum();
  }

  /** Connected at present. */
  int clients() {
    return (int)
        metrics.find("cueline.desktop.clients").gauges().stream()
            .mapToDouble(each -> each.value())
            .sum();
  }

  int refused(String token) {
    return TestClient.refused(http, uri(), token);
  }

  @Override
  public void close() {
    hub.close();
    server.close();
    http.shutdownNow();
  }
}
