package io.cueline.runtime.http;

import io.cueline.runtime.health.Health;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of a service: health, metrics and whatever routes the service adds before it
 * starts. Every request is handled on a virtual thread. Failures are answered as {@code {"error":
 * …}}, never with a stack trace.
 */
public final class HttpServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration LOOK_AT_HEADS = Duration.ofSeconds(2);
  private static final int CARRIERS = 8;

  private final Settings settings;
  private final Routes routes = new Routes();
  private final Server server;
  private final ServerConnector connector;
  private volatile int port = -1;

  private HttpServer(Settings settings, MeterRegistry metrics) {
    this.settings = settings;
    this.server = new Server(threads());
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    // Ids may hold an encoded slash: each segment is decoded by itself.
    configuration.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "PATH_VALUES",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
    this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost(settings.get(HttpSettings.HOST));
    connector.setPort(settings.get(HttpSettings.PORT));
    connector.setIdleTimeout(IDLE.toMillis());
    connector.addBean(new SlowHeads(connector.getScheduler(), LOOK_AT_HEADS));
    server.addConnector(connector);
    server.setStopTimeout(STOP_WITHIN.toMillis());
    server.setErrorHandler(new JsonErrors());
    GracefulHandler graceful = new GracefulHandler();
    graceful.setHandler(
        new RoutingHandler(
            routes,
            BearerTokens.of(settings.get(HttpSettings.TOKENS)),
            settings.get(HttpSettings.MAX_BODY),
            metrics,
            ServerWebSocketContainer.ensure(server)));
    server.setHandler(graceful);
  }

  /** With {@code /health/live}, {@code /health/ready} and {@code /metrics}; not yet started. */
  public static HttpServer create(Settings settings, Health health, MeterRegistry metrics) {
    return new HttpServer(settings, metrics)
        .route("GET", "/health/live", _ -> health("live", health.notLive()))
        .route("GET", "/health/ready", _ -> health("ready", health.notReady()))
        .route("GET", "/metrics", _ -> scrape(metrics));
  }

  /**
   * Open to everybody who reaches the port. Before the start only.
   *
   * @param path may hold {@code {names}} in the place of whole segments
   */
  public HttpServer route(String method, String path, HttpHandler handler) {
    return add(method, path, new Routes.Target.Plain(handler, false));
  }

  /** Open to bearers of a token of the setting {@code http.tokens}; else as {@link #route}. */
  public HttpServer secured(String method, String path, HttpHandler handler) {
    return add(method, path, new Routes.Target.Plain(handler, true));
  }

  /** A WebSocket endpoint, which authenticates for itself. Before the start only. */
  public HttpServer webSocket(String path, WebSocketHandler handler) {
    return add("GET", path, new Routes.Target.Socket(handler));
  }

  /**
   * @throws StartupException where the port is taken or the host not of this machine
   */
  public void start() {
    try {
      server.start();
    } catch (Exception failed) {
      close();
      if (failed instanceof IOException || failed instanceof UnresolvedAddressException) {
        throw new StartupException(
            ("cannot listen on %s:%d (%s): set %s (%s) to a free port, 0 for any,"
                    + " or %s (%s) to an address of this machine")
                .formatted(
                    settings.get(HttpSettings.HOST),
                    settings.get(HttpSettings.PORT),
                    reason(failed),
                    HttpSettings.PORT.environmentName(),
                    HttpSettings.PORT.key(),
                    HttpSettings.HOST.environmentName(),
                    HttpSettings.HOST.key()),
            failed);
      }
      throw new StartupException("the HTTP server did not start: " + reason(failed), failed);
    }
    port = connector.getLocalPort();
    LOG.atDebug().addKeyValue("address", address()).log("HTTP server started");
  }

  /** The port it listens on, or has listened on; -1 before the start. */
  public int port() {
    return port;
  }

  /** {@code http://host:port}, as it can be reached from this machine. */
  public String address() {
    String host = Optional.ofNullable(connector.getHost()).orElse("0.0.0.0");
    return "http://%s:%d".formatted(host.equals("0.0.0.0") ? "127.0.0.1" : host, port());
  }

  /** Lets running requests end for two seconds. Idempotent. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception unwilling) {
      LOG.atWarn().setCause(unwilling).log("HTTP server did not stop in order");
    }
  }

  private HttpServer add(String method, String path, Routes.Target target) {
    if (server.isStarted()) {
      throw new IllegalStateException("routes are added before the start: " + path);
    }
    routes.add(method, path, target);
    return this;
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(CARRIERS, 2);
    threads.setName("http");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()));
    return threads;
  }

  private static HttpReply health(String question, Map<String, String> troubles) {
    return troubles.isEmpty()
        ? HttpReply.json(200, Map.of("status", question))
        : HttpReply.json(503, Map.of("status", "not " + question, "waiting", troubles));
  }

  private static HttpReply scrape(MeterRegistry metrics) {
    return metrics instanceof PrometheusMeterRegistry prometheus
        ? HttpReply.of(200, "text/plain; version=0.0.4; charset=utf-8", prometheus.scrape())
        : HttpReply.error(404, "this service's metrics are not kept for Prometheus");
  }

  private static String reason(Throwable failed) {
    Throwable cause = failed.getCause() == null ? failed : failed.getCause();
    return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
  }
}
