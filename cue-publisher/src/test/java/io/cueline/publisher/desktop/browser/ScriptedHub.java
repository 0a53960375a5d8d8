package io.cueline.publisher.desktop.browser;

import io.cueline.publisher.desktop.page.DesktopPages;
import io.cueline.runtime.health.Health;
import io.cueline.runtime.http.HttpFailure;
import io.cueline.runtime.http.HttpReply;
import io.cueline.runtime.http.HttpRequest;
import io.cueline.runtime.http.HttpServer;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.http.WebSocketHandler;
import io.cueline.runtime.metrics.Metrics;
import io.cueline.runtime.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * The real pages over a socket that says what a test tells it to. One for all tests of this module,
 * one after the other: a server takes its time to stop in order.
 */
public final class ScriptedHub implements AutoCloseable {

  private static final ScriptedHub SHARED = new ScriptedHub();

  private final Set<Session> open = ConcurrentHashMap.newKeySet();
  private final List<String> greeting = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
  private volatile Optional<HttpFailure> refusal = Optional.empty();
  private final HttpServer http =
      HttpServer.create(
          Settings.defaults(HttpSettings.ALL).with(HttpSettings.PORT, "0"),
          new Health(),
          Metrics.registry());

  private ScriptedHub() {
    new DesktopPages("'self'").register(http);
    http.webSocket(
        DesktopPages.ROOT + "/interrupts",
        new WebSocketHandler() {
          @Override
          public Session.Listener open(HttpRequest opening) {
            return admit(opening);
          }

          @Override
          public Optional<String> subprotocol(HttpRequest opening) {
            return Optional.of("cueline.v1");
          }
        });
    http.route("GET", "/embedding", _ -> HttpReply.html(EMBEDDING));
    http.start();
  }

  /** As an agent application has it: something to write in, and the page beside it. */
  private static final String EMBEDDING =
      """
      <!doctype html><title>Agent application</title>
      <textarea></textarea><iframe src="/agent-desktop/" width="340" height="600"></iframe>
      <script>
        addEventListener('message', event => (window.asked = event.data.type));
      </script>
      """;

  /** As if nobody had ever been here. */
  static ScriptedHub fresh() {
    SHARED.forget();
    return SHARED;
  }

  String url(String path) {
    return http.address() + path;
  }

  String agent() {
    return url("/agent-desktop/#token=a.token");
  }

  String supervisor() {
    return url("/agent-desktop/supervisor#token=a.token");
  }

  /** What each new socket is told first. */
  ScriptedHub greet(String... messages) {
    greeting.clear();
    greeting.addAll(List.of(messages));
    return this;
  }

  void say(String... messages) {
    for (Session session : open) {
      for (String message : messages) {
        session.sendText(message, Callback.NOOP);
      }
    }
  }

  void refuse(int status, String why) {
    refusal = Optional.of(new HttpFailure(status, why));
  }

  void admit() {
    refusal = Optional.empty();
  }

  /** Ends all connections. */
  void cut(int code) {
    open.forEach(session -> session.close(code, "", Callback.NOOP));
  }

  /** What pages have sent. */
  BlockingQueue<String> heard() {
    return heard;
  }

  /** The tokens pages came with. */
  BlockingQueue<String> tokens() {
    return tokens;
  }

  private Session.Listener admit(HttpRequest opening) {
    refusal.ifPresent(
        failure -> {
          throw failure;
        });
    opening.header("Sec-WebSocket-Protocol").ifPresent(tokens::add);
    return new Listener(this);
  }

  /** Public, as Jetty calls it by method handles. */
  public static final class Listener implements Session.Listener.AutoDemanding {
    private final ScriptedHub hub;
    private Optional<Session> mine = Optional.empty();

    Listener(ScriptedHub hub) {
      this.hub = hub;
    }

    @Override
    public void onWebSocketOpen(Session session) {
      mine = Optional.of(session);
      hub.greeting.forEach(message -> session.sendText(message, Callback.NOOP));
      hub.open.add(session);
    }

    @Override
    public void onWebSocketText(String message) {
      hub.heard.add(message);
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
      mine.ifPresent(hub.open::remove);
      callback.succeed();
    }
  }

  private void forget() {
    admit();
    greeting.clear();
    heard.clear();
    tokens.clear();
  }

  /** Ends what is left of a test's connections. */
  @Override
  public void close() {
    cut(1001);
    forget();
  }
}
