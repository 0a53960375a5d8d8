package io.cueline.publisher.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A tenant that issues tokens, takes calls as it is told to, and remembers every one. */
public final class FakeTenant implements AutoCloseable {

  /** How a call is answered. */
  public sealed interface Answer {
    /** At once. */
    record Status(int status, Map<String, String> headers) implements Answer {}

    /** When the tenant is told to, see {@link FakeTenant#unhang}, or the caller has gone. */
    record Hang() implements Answer {}

    /** As it should, after a time. */
    record Late(Duration after) implements Answer {}

    /** After a time, when nobody may be listening any more: nothing was done then. */
    record TooLate(Duration after) implements Answer {}

    /** None: the connection is cut, after the call was taken or before. */
    record Cut(boolean taken) implements Answer {}

    static Answer ok() {
      return new Status(200, Map.of());
    }

    static Answer status(int status) {
      return new Status(status, Map.of());
    }

    static Answer tooMany(String retryAfter) {
      return new Status(429, Map.of("Retry-After", retryAfter));
    }
  }

  /**
   * A call as it came.
   *
   * @param nth of its key, from 1
   * @param status answered; 0 where nothing was, and nothing done
   */
  public record Call(
      String path,
      String key,
      String interactionId,
      String token,
      JsonNode body,
      int nth,
      Instant begun,
      Instant ended,
      int status) {}

  /** What is known before the answer. */
  public record Asked(String path, String key, String interactionId, String token, int nth) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Server server;
  private final ServerConnector connector;
  private final List<Call> calls = new ArrayList<>();
  private final Map<String, Integer> seen = new HashMap<>();
  private final AtomicInteger tokens = new AtomicInteger();
  private final CountDownLatch unhang = new CountDownLatch(1);
  private final String url;
  private volatile Function<Asked, Answer> behaviour = _ -> Answer.ok();

  public FakeTenant() {
    QueuedThreadPool threads = new QueuedThreadPool(16);
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server = new Server(threads);
    connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            serve(request, response, callback);
            return true;
          }
        });
    try {
      server.start();
      url = "http://127.0.0.1:" + connector.getLocalPort();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The same after it was closed: then nobody answers there. */
  public String url() {
    return url;
  }

  public void behave(Function<Asked, Answer> newBehaviour) {
    behaviour = newBehaviour;
  }

  /** All calls that have come out, in the order in which they did. */
  public List<Call> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  public int tokensIssued() {
    return tokens.get();
  }

  public void unhang() {
    unhang.countDown();
  }

  @Override
  public void close() {
    unhang();
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void serve(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    if (path.equals("/oauth/token")) {
      String token = "token-" + tokens.incrementAndGet();
      reply(response, 200, "{\"access_token\":\"%s\",\"expires_in\":3600}".formatted(token));
      callback.succeeded();
      return;
    }
    Instant begun = Instant.now();
    String body = Content.Source.asString(request, StandardCharsets.UTF_8);
    JsonNode json = JSON.readTree(body);
    Asked asked = asked(request, path, json);
    Answer answer = behaviour.apply(asked);
    int status =
        switch (answer) {
          case Answer.Status(int code, Map<String, String> headers) -> {
            headers.forEach((name, value) -> response.getHeaders().put(name, value));
            yield code;
          }
          case Answer.Hang() -> hang();
          case Answer.Late(Duration after) -> {
            Thread.sleep(after);
            yield 200;
          }
          case Answer.TooLate(Duration after) -> {
            Thread.sleep(after);
            yield 0;
          }
          case Answer.Cut(boolean taken) -> taken ? 200 : 0;
        };
    synchronized (calls) {
      calls.add(
          new Call(
              path,
              asked.key(),
              asked.interactionId(),
              asked.token(),
              json,
              asked.nth(),
              begun,
              Instant.now(),
              status));
    }
    if (answer instanceof Answer.Cut) {
      request.getConnectionMetaData().getConnection().getEndPoint().close();
      callback.failed(new IOException("cut"));
      return;
    }
    reply(response, status == 0 ? 504 : status, "{}");
    callback.succeeded();
  }

  private int hang() throws InterruptedException {
    boolean told = unhang.await(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS);
    return told ? 200 : 503;
  }

  private Asked asked(Request request, String path, JsonNode json) {
    String key = Optional.ofNullable(request.getHeaders().get("Idempotency-Key")).orElse("");
    String token =
        Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION)).orElse("");
    int nth;
    synchronized (calls) {
      nth = seen.merge(key, 1, Integer::sum);
    }
    return new Asked(path, key, interaction(path, json), token.replace("Bearer ", ""), nth);
  }

  private static String interaction(String path, JsonNode json) {
    if (path.endsWith("/cues")) {
      String[] parts = path.split("/", -1);
      return parts[parts.length - 2];
    }
    return json.has("conversationId")
        ? json.get("conversationId").asText()
        : json.path("insights").path(0).path("interactionId").asText();
  }

  private static void reply(Response response, int status, String body) throws IOException {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    Content.Sink.write(response, true, body, Callback.NOOP);
  }
}
