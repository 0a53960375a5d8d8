package io.cueline.workbench.tenant.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.runtime.service.StartupException;
import io.cueline.workbench.tenant.faults.Faults;
import io.cueline.workbench.tenant.journal.ReceivedLog;
import io.cueline.workbench.tenant.journal.SentLog;
import io.cueline.workbench.tenant.realtime.FrameSockets;
import io.cueline.workbench.tenant.stream.NotificationEndpoint;
import io.cueline.workbench.tenant.stream.OpenEndpoint;
import io.cueline.workbench.tenant.stream.Outlets;
import io.cueline.workbench.tenant.stream.StreamEndpoint;
import io.cueline.workbench.tenant.stream.Subscribers;
import io.cueline.workbench.tenant.wire.TenantStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one port: REST calls and the stream's upgrade. */
public final class TenantServer implements AutoCloseable {

  /** What the calls show and change. */
  public record Parts(
      Credentials credentials,
      Tokens tokens,
      ArticleShelf articles,
      Faults faults,
      SentLog sent,
      ReceivedLog received,
      FrameSockets frames,
      int perMinute,
      Map<TenantStream, Subscribers> served,
      Outlets outlets,
      Supplier<ObjectNode> status,
      Runnable start) {}

  private static final Logger LOG = LoggerFactory.getLogger(TenantServer.class);
  private static final Answer DENIED =
      Answer.refusal(401, "the access token is missing, unknown or expired");
  private static final int LARGEST_BODY = 1 << 20;
  private static final Duration SILENCE = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(1);
  private static final Duration IDLE_AT_STOP = Duration.ofMillis(100);

  private final Server server;
  private final ServerConnector connector;
  private final TenantCalls calls;
  private final Parts parts;

  private TenantServer(String host, int port, Parts parts, InstantSource now) {
    this.parts = parts;
    this.calls =
        new TenantCalls(
            parts.tokens(),
            new TokenEndpoint(parts.credentials(), parts.tokens()),
            new SimulatorCalls.Controls(
                parts.status(),
                parts.start(),
                new FaultOrders.Acts(
                    parts.outlets()::dropAll,
                    parts.outlets()::silence,
                    parts.tokens()::revokeAll,
                    parts.frames()),
                parts.sent(),
                parts.received(),
                parts.faults(),
                parts.articles()),
            parts.perMinute(),
            now);
    QueuedThreadPool threads = new QueuedThreadPool(16);
    threads.setName("tenant");
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server = new Server(threads);
    server.setStopTimeout(STOP.toMillis());
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // An interaction id may hold anything, an encoded slash too.
    http.setUriCompliance(UriCompliance.UNSAFE);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    // Kept-alive connections on which nothing happens must not hold up the stop.
    connector.setShutdownIdleTimeout(IDLE_AT_STOP.toMillis());
    server.addConnector(connector);
    WebSocketUpgradeHandler upgrades =
        WebSocketUpgradeHandler.from(
            server,
            container -> {
              container.setIdleTimeout(SILENCE);
              container.addMapping(FrameSockets.PATH, this::acceptFrames);
              parts
                  .served()
                  .forEach(
                      (stream, to) ->
                          container.addMapping(
                              stream.path(),
                              (request, response, callback) ->
                                  accept(stream, to, request, response, callback)));
            });
    upgrades.setHandler(new RestHandler());
    server.setHandler(upgrades);
  }

  /**
   * Listens at once.
   *
   * @throws StartupException when the port is taken
   */
  public static TenantServer start(String host, int port, Parts parts, InstantSource now) {
    TenantServer started = new TenantServer(host, port, parts, now);
    try {
      started.server.start();
      return started;
    } catch (IOException e) {
      started.close();
      throw new StartupException(
          "the simulated tenant cannot listen on "
              + host
              + ":"
              + port
              + ": "
              + rootMessage(e)
              + "; end what occupies the port, or choose another (0 takes a free one)",
          e);
    } catch (Exception e) {
      started.close();
      throw new StartupException("the simulated tenant cannot start: " + rootMessage(e), e);
    }
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  public int port() {
    return connector.getLocalPort();
  }

  private @Nullable Object acceptFrames(
      ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
    Optional<Answer> refusal =
        calls
            .faulty(FrameSockets.NAME, FrameSockets.PATH)
            .or(
                () ->
                    valid(tokenInQuery(request)).isPresent()
                        ? Optional.empty()
                        : Optional.of(DENIED));
    if (refusal.isPresent()) {
      send(refusal.get(), response, callback);
      return null;
    }
    return parts.frames().socket();
  }

  private @Nullable Object accept(
      TenantStream stream,
      Subscribers to,
      ServerUpgradeRequest request,
      ServerUpgradeResponse response,
      Callback callback) {
    Optional<Answer> fault =
        calls
            .faulty(stream.contractName(), stream.path())
            .or(() -> calls.faulty("stream", stream.path()));
    Optional<Object> endpoint =
        fault.isPresent() ? Optional.empty() : endpoint(stream, to, request);
    if (endpoint.isPresent()) {
      return endpoint.get();
    }
    send(fault.orElse(DENIED), response, callback);
    return null;
  }

  /** Empty where the token does not do. */
  private Optional<Object> endpoint(TenantStream stream, Subscribers to, Request request) {
    String inQuery = tokenInQuery(request);
    String inHeader =
        Optional.ofNullable(request.getHeaders().get("Authorization"))
            .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
            .map(value -> value.substring(7).strip())
            .orElse("");
    Tokens tokens = parts.tokens();
    return switch (stream) {
      case TRANSCRIPTION -> valid(inQuery).map(token -> new StreamEndpoint(to, token));
      case ASSIST_STREAM -> valid(inQuery).map(token -> new OpenEndpoint(to, token));
      case INTERACTION_EVENTS -> valid(inHeader).map(token -> new OpenEndpoint(to, token));
      // Its token comes with its first command.
      case AAH_NOTIFICATIONS -> Optional.of(new NotificationEndpoint(to, tokens::valid));
      case STT_PUSH, VOICEGATEWAY -> Optional.empty();
    };
  }

  private static String tokenInQuery(Request request) {
    return TenantCall.form(Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""))
        .getOrDefault("access_token", "");
  }

  private Optional<String> valid(String token) {
    return Optional.of(token).filter(parts.tokens()::valid);
  }

  private static void send(Answer answer, Response response, Callback callback) {
    response.setStatus(answer.status());
    answer.headers().forEach(response.getHeaders()::put);
    if (!answer.body().isEmpty()) {
      response.getHeaders().put("Content-Type", answer.contentType());
    }
    Content.Sink.write(response, true, answer.body(), callback);
  }

  private final class RestHandler extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      byte[] body;
      try (var in = Content.Source.asInputStream(request)) {
        body = in.readNBytes(LARGEST_BODY + 1);
      }
      send(
          body.length > LARGEST_BODY
              ? Answer.refusal(413, "the body is larger than 1 MiB")
              : calls.answer(call(request, body)),
          response,
          callback);
      return true;
    }

    private static TenantCall call(Request request, byte[] body) {
      Map<String, String> headers = new HashMap<>();
      for (HttpField field : request.getHeaders()) {
        headers.putIfAbsent(
            field.getName().toLowerCase(Locale.ROOT),
            Optional.ofNullable(field.getValue()).orElse(""));
      }
      String query = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
      return new TenantCall(
          request.getMethod(),
          Optional.ofNullable(request.getHttpURI().getPath()).orElse("/"),
          TenantCall.form(query),
          query,
          headers,
          new String(body, StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.atWarn()
          .addKeyValue("reason", e.toString())
          .log("the simulated tenant's server did not stop cleanly");
    }
  }
}
