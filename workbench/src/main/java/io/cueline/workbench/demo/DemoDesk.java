package io.cueline.workbench.demo;

import io.cueline.publisher.desktop.Team;
import io.cueline.publisher.desktop.Viewer;
import io.cueline.publisher.desktop.token.TokenMint;
import io.cueline.runtime.health.Health;
import io.cueline.runtime.http.HttpFailure;
import io.cueline.runtime.http.HttpReply;
import io.cueline.runtime.http.HttpRequest;
import io.cueline.runtime.http.HttpServer;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.metrics.Metrics;
import io.cueline.runtime.settings.Settings;
import io.cueline.workbench.tenant.calls.PlannedFrame;
import io.cueline.workbench.tenant.calls.ReplayPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The demo's page: the agent's and the supervisor's page side by side, embedded from another origin
 * as a tenant's agent application would, with a switch between the simulated agents. It gives a
 * token to whoever asks on this machine, and to nobody else. Thread-safe.
 */
final class DemoDesk implements AutoCloseable {

  private static final Duration TOKEN_LIFE = Duration.ofHours(1);

  /** The page asks every two seconds. */
  private static final Duration GONE_AFTER = Duration.ofSeconds(10);

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
          + " frame-src ";

  /** How the run stands. */
  private record Run(String words, double share) {}

  private final String secret = HexFormat.of().formatHex(SecureRandom.getSeed(32));
  private final HttpServer http;
  private final List<String> agents;
  private final double speed;
  private volatile Optional<TokenMint> mint = Optional.empty();
  private volatile String publisher = "";
  private volatile Run run = new Run("Starting.", 0);
  private volatile Optional<Instant> lastAsked = Optional.empty();

  private DemoDesk(Settings settings, List<String> agents, double speed) {
    this.agents = agents;
    this.speed = speed;
    this.http =
        HttpServer.create(
                settings.with(HttpSettings.HOST, "127.0.0.1").with(HttpSettings.PORT, "0"),
                new Health(),
                Metrics.registry())
            .route("GET", "/", _ -> file("desk.html", "text/html"))
            .route("GET", "/desk.css", _ -> file("desk.css", "text/css"))
            .route("GET", "/desk.js", _ -> file("desk.js", "text/javascript"))
            .route("GET", "/desk", this::desk)
            .route("GET", "/token", this::token)
            .route("GET", "/run", this::run);
  }

  /** Listens on a free port, on this machine only. */
  static DemoDesk open(Settings settings, ReplayPlan plan, double speed) {
    List<String> agents =
        plan.frames().stream()
            .flatMap(
                frame ->
                    frame instanceof PlannedFrame.Assigned assigned
                        ? Stream.of(assigned.agentId())
                        : Stream.empty())
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .toList();
    DemoDesk desk = new DemoDesk(settings, agents, speed);
    desk.http.start();
    return desk;
  }

  /** What tokens are signed with. */
  String secret() {
    return secret;
  }

  /** Who embeds the pages, as a content security policy names it. */
  String origins() {
    return "'self' http://127.0.0.1:%d http://localhost:%d".formatted(http.port(), http.port());
  }

  URI address() {
    return URI.create(http.address() + "/");
  }

  /** From now on there are pages to show. */
  void publisherIs(String address, String tenant) {
    publisher = address;
    mint = Optional.of(new TokenMint(secret, tenant));
  }

  /**
   * @param share of the frames that have been sent, 0 to 1
   */
  void tell(String words, double share) {
    run = new Run(words, share);
  }

  /** Whether somebody has the page open. */
  boolean isWatched() {
    return lastAsked.filter(at -> Instant.now().isBefore(at.plus(GONE_AFTER))).isPresent();
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpReply desk(HttpRequest request) {
    requireThisMachine(request);
    return HttpReply.json(
        200,
        Map.of(
            "publisher",
            publisher,
            "speed",
            speed,
            "agents",
            agents.stream().map(id -> Map.of("id", id, "name", name(id))).toList()));
  }

  private HttpReply token(HttpRequest request) {
    requireThisMachine(request);
    Optional<String> agent = request.queryValue("agent");
    Viewer viewer =
        agent
            .<Viewer>map(Viewer.Agent::new)
            .orElseGet(() -> new Viewer.Supervisor("supervisor", new Team.All()));
    TokenMint ready =
        mint.orElseThrow(() -> new HttpFailure(503, "the publisher has not started yet"));
    String token =
        ready.mint(
            viewer,
            Optional.of(agent.map(DemoDesk::name).orElse("Supervisor")),
            Instant.now().plus(TOKEN_LIFE),
            Optional.empty(),
            Optional.empty());
    return HttpReply.json(200, Map.of("token", token)).withHeader("Cache-Control", "no-store");
  }

  private HttpReply run(HttpRequest request) {
    lastAsked = Optional.of(Instant.now());
    return HttpReply.json(200, Map.of("words", run.words(), "share", run.share()));
  }

  /** A page of another name that leads here would be let in by the browser, but not by us. */
  private static void requireThisMachine(HttpRequest request) {
    String host = request.header("Host").orElse("");
    if (!host.matches("(127\\.0\\.0\\.1|localhost)(:\\d+)?")) {
      throw new HttpFailure(403, "only by the name of this machine");
    }
  }

  private HttpReply file(String name, String type) {
    try (InputStream source = DemoDesk.class.getResourceAsStream("/demo/" + name)) {
      if (source == null) {
        throw new IllegalStateException("demo/" + name + " is missing from the program");
      }
      String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      return HttpReply.of(200, type + "; charset=utf-8", text)
          .withHeader("Content-Security-Policy", POLICY + publisher)
          .withHeader("X-Content-Type-Options", "nosniff")
          .withHeader("Cache-Control", "no-cache");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** {@code Amira Haddad} of {@code amira.haddad}. */
  private static String name(String id) {
    return Stream.of(id.split("[._]"))
        .filter(part -> !part.isEmpty())
        .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
        .collect(Collectors.joining(" "));
  }
}
