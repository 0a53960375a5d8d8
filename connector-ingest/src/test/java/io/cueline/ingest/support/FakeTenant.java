package io.cueline.ingest.support;

import io.cueline.runtime.health.Health;
import io.cueline.runtime.http.HttpFailure;
import io.cueline.runtime.http.HttpReply;
import io.cueline.runtime.http.HttpRequest;
import io.cueline.runtime.http.HttpServer;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** A tenant's tokens, stream and articles, under the test's control. */
public final class FakeTenant implements AutoCloseable {

  private static final String ARTICLES = "/api/v2/knowledge/articles";

  private final HttpServer server;
  private final AtomicInteger tokens = new AtomicInteger();
  private final List<String> tokensUsed = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
  private final Map<String, Flow> flows = new ConcurrentHashMap<>();
  private final Set<String> expired = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicInteger polls = new AtomicInteger();
  private volatile Function<HttpRequest, HttpReply> articles =
      _ -> HttpReply.json(200, Map.of("items", List.of()));

  public FakeTenant() {
    Settings settings = Settings.defaults(HttpSettings.ALL).with(HttpSettings.PORT, "0");
    server =
        HttpServer.create(settings, new Health(), new SimpleMeterRegistry())
            .route("POST", "/oauth/token", _ -> token())
            .route("GET", ARTICLES, this::answerPoll)
            .webSocket("/api/v2/interactions/transcription", this::open);
    for (String name : List.of("one", "two", "three")) {
      server.webSocket("/streams/" + name, opening -> flow(name).open(admitted(opening)));
    }
    server.start();
  }

  public String url() {
    return server.address();
  }

  /** What every poll for articles is answered with. */
  public void articles(Function<HttpRequest, HttpReply> answer) {
    articles = answer;
  }

  public int polls() {
    return polls.get();
  }

  /** What is sent over {@code /streams/<name>}; there are one, two and three. */
  public Flow flow(String name) {
    return flows.computeIfAbsent(name, _ -> new Flow());
  }

  /** Every token given out so far is refused from now on, and what it opened is closed. */
  public void expireTokens() {
    expired.addAll(tokensUsed);
    flows.values().forEach(Flow::cut);
  }

  private HttpRequest admitted(HttpRequest opening) {
    String token = opening.queryValue("access_token").orElse("none");
    tokensUsed.add(token);
    if (expired.contains(token)) {
      throw new HttpFailure(401, "token expired");
    }
    return opening;
  }

  /** So many handshakes are refused from now on. */
  public void refuse(int handshakes) {
    refusals.set(handshakes);
  }

  public List<String> tokensUsed() {
    return tokensUsed;
  }

  /** The next connection that has subscribed. */
  public Connection connection() throws InterruptedException {
    Connection connection = connections.poll(20, TimeUnit.SECONDS);
    if (connection == null) {
      throw new AssertionError("nobody subscribed");
    }
    return connection;
  }

  private HttpReply token() {
    return HttpReply.json(
        200, Map.of("access_token", "t-" + tokens.incrementAndGet(), "expires_in", 3600));
  }

  private HttpReply answerPoll(HttpRequest request) {
    HttpReply reply = articles.apply(request);
    polls.incrementAndGet();
    return reply;
  }

  private Session.Listener open(HttpRequest opening) {
    Optional<String> token = opening.queryValue("access_token");
    tokensUsed.add(token.orElse("none"));
    if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new HttpFailure(401, "token refused");
    }
    return new Connection(connections);
  }

  /** Returns when nobody answers any more. */
  public void die() {
    server.close();
  }

  /** Not waited for: a server that lets its clients go in order takes a second or two. */
  @Override
  public void close() {
    flows.values().forEach(Flow::close);
    Thread.ofVirtual().start(server::close);
  }

  /** One client's connection; it counts once it has subscribed. */
  public static final class Connection extends Session.Listener.AbstractAutoDemanding {

    private final BlockingQueue<Connection> subscribed;

    Connection(BlockingQueue<Connection> subscribed) {
      this.subscribed = subscribed;
    }

    @Override
    public void onWebSocketText(String message) {
      if (message.equals("{\"action\":\"subscribe\",\"scope\":\"global\"}")) {
        subscribed.add(this);
      }
    }

    /** Sends and waits until it has left. */
    public void send(String frame) {
      Callback.Completable sent = new Callback.Completable();
      getSession().sendText(frame, sent);
      sent.join();
    }

    public void sendBinary(byte[] bytes) {
      Callback.Completable sent = new Callback.Completable();
      getSession().sendBinary(java.nio.ByteBuffer.wrap(bytes), sent);
      sent.join();
    }

    /** As when a cable is pulled. */
    public void cut() {
      getSession().disconnect();
    }

    public boolean lives() {
      return getSession().isOpen();
    }
  }
}
