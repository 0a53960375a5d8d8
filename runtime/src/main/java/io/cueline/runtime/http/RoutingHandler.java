package io.cueline.runtime.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between Jetty and the service's handlers. */
final class RoutingHandler extends Handler.Abstract {

  private static final Logger LOG = LoggerFactory.getLogger(RoutingHandler.class);
  private static final String NO_ROUTE = "none";
  private static final Duration BODY_PATIENCE = Duration.ofSeconds(5);

  /** Bytes a second. */
  private static final long SLOWEST_BODY = 200;

  /**
   * Bytes. A body too large by less than this is read to its end: a client still sending would see
   * its connection reset instead of the reason.
   */
  private static final long MOST_DRAINED = 16_000_000;

  private final Routes routes;
  private final BearerTokens tokens;
  private final int maxBody;
  private final MeterRegistry metrics;
  private final ServerWebSocketContainer sockets;

  RoutingHandler(
      Routes routes,
      BearerTokens tokens,
      int maxBody,
      MeterRegistry metrics,
      ServerWebSocketContainer sockets) {
    this.routes = routes;
    this.tokens = tokens;
    this.maxBody = maxBody;
    this.metrics = metrics;
    this.sockets = sockets;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Timer.Sample sample = Timer.start(metrics);
    Answer answer = answer(request, response, callback);
    switch (answer) {
      case Answer.Reply(String template, HttpReply reply) -> {
        send(request, response, reply, callback);
        sample.stop(
            metrics.timer(
                "cueline.http.requests",
                "method",
                request.getMethod(),
                "route",
                template,
                "status",
                Integer.toString(reply.status())));
      }
      case Answer.Upgraded() -> {}
    }
    return true;
  }

  private sealed interface Answer {
    record Reply(String template, HttpReply reply) implements Answer {}

    record Upgraded() implements Answer {}
  }

  private Answer answer(Request request, Response response, Callback callback) {
    try {
      return switch (routes.find(request.getMethod(), request.getHttpURI().getCanonicalPath())) {
        case Routes.Match.NoSuchPath() ->
            new Answer.Reply(NO_ROUTE, HttpReply.error(404, "there is nothing at this path"));
        case Routes.Match.WrongMethod(String allowed) ->
            new Answer.Reply(
                NO_ROUTE,
                HttpReply.error(405, "this path answers " + allowed).withHeader("Allow", allowed));
        case Routes.Match.Found(
                String template,
                Routes.Target target,
                Map<String, String> values) ->
            switch (target) {
              case Routes.Target.Plain plain ->
                  new Answer.Reply(template, plain(request, plain, values));
              case Routes.Target.Socket(WebSocketHandler handler) ->
                  upgrade(template, handler, request, response, callback, values);
            };
      };
    } catch (HttpFailure wrongPath) {
      return new Answer.Reply(NO_ROUTE, wrongPath.reply());
    }
  }

  private HttpReply plain(
      Request request, Routes.Target.Plain target, Map<String, String> pathValues) {
    try {
      if (target.secured()) {
        Optional<HttpReply> refusal =
            tokens.refusal(Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION)));
        if (refusal.isPresent()) {
          return refusal.get();
        }
      }
      return target.handler().handle(read(request, pathValues, body(request)));
    } catch (HttpFailure failure) {
      return failure.reply();
    } catch (Exception bug) {
      return internalError(request, bug);
    }
  }

  private Answer upgrade(
      String template,
      WebSocketHandler handler,
      Request request,
      Response response,
      Callback callback,
      Map<String, String> pathValues) {
    try {
      HttpRequest opening = read(request, pathValues, new byte[0]);
      var listener = handler.open(opening);
      Optional<String> subprotocol = handler.subprotocol(opening);
      boolean upgraded =
          sockets.upgrade(
              (_, accepting, _) -> {
                subprotocol.ifPresent(accepting::setAcceptedSubProtocol);
                // Compression holds some 300 kB for each socket: small messages are not worth it.
                accepting.setExtensions(List.of());
                return listener;
              },
              request,
              response,
              callback);
      return upgraded
          ? new Answer.Upgraded()
          : new Answer.Reply(
              template,
              HttpReply.error(426, "this path speaks WebSocket only")
                  .withHeader("Upgrade", "websocket"));
    } catch (HttpFailure failure) {
      return new Answer.Reply(template, failure.reply());
    } catch (RuntimeException bug) {
      return new Answer.Reply(template, internalError(request, bug));
    }
  }

  private HttpRequest read(Request request, Map<String, String> pathValues, byte[] body) {
    Map<String, String> query = new HashMap<>();
    try {
      for (Fields.Field field : Request.extractQueryParameters(request)) {
        query.put(field.getName(), Optional.ofNullable(field.getValue()).orElse(""));
      }
    } catch (RuntimeException wrong) {
      throw HttpFailure.badRequest("the query is encoded wrongly");
    }
    Map<String, String> headers = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers.merge(
          field.getName().toLowerCase(Locale.ROOT),
          Optional.ofNullable(field.getValue()).orElse(""),
          (one, other) -> one + ", " + other);
    }
    String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("/");
    return new HttpRequest(request.getMethod(), path, pathValues, query, headers, body);
  }

  private byte[] body(Request request) throws IOException {
    if (request.getLength() > maxBody + MOST_DRAINED) {
      throw tooLarge();
    }
    try (InputStream input = Content.Source.asInputStream(request)) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      byte[] part = new byte[8_192];
      long begun = System.nanoTime();
      long size = 0;
      for (int read = input.read(part); read >= 0; read = input.read(part)) {
        size += read;
        requirePace(size, Duration.ofNanos(System.nanoTime() - begun));
        if (size <= maxBody) {
          body.write(part, 0, read);
        } else if (size > maxBody + MOST_DRAINED) {
          throw tooLarge();
        }
      }
      if (size > maxBody) {
        throw tooLarge();
      }
      return body.toByteArray();
    }
  }

  /** Who sends a body byte by byte holds a request open for its own sake. */
  private static void requirePace(long bytes, Duration since) {
    if (since.compareTo(BODY_PATIENCE) > 0 && bytes < since.toSeconds() * SLOWEST_BODY) {
      throw new HttpFailure(408, "the body comes too slowly");
    }
  }

  private HttpFailure tooLarge() {
    return new HttpFailure(
        413,
        "the body is larger than %d bytes (%s)".formatted(maxBody, HttpSettings.MAX_BODY.key()));
  }

  /** The reference lets who reads the answer find the reason in the log, and nobody else. */
  private static HttpReply internalError(Request request, Exception bug) {
    String reference = UUID.randomUUID().toString();
    LOG.atError()
        .addKeyValue("method", request.getMethod())
        .addKeyValue("path", request.getHttpURI().getPath())
        .addKeyValue("reference", reference)
        .setCause(bug)
        .log("A request failed");
    return HttpReply.json(500, Map.of("error", "internal error", "reference", reference));
  }

  private static void send(Request request, Response response, HttpReply reply, Callback callback) {
    // A client that is not told would send its next request on a connection about to close.
    if (!request.consumeAvailable()) {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
    response.setStatus(reply.status());
    reply.headers().forEach(response.getHeaders()::put);
    if (!reply.contentType().isEmpty()) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
    }
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
  }
}
