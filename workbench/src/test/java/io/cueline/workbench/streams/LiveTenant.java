package io.cueline.workbench.streams;

import static org.awaitility.Awaitility.await;

import io.cueline.runtime.health.Health;
import io.cueline.runtime.http.HttpReply;
import io.cueline.runtime.http.HttpServer;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** A tenant on which a test speaks itself, in real time, with no clock of its own in the stream. */
final class LiveTenant implements AutoCloseable {

  private final AtomicReference<Session> listener = new AtomicReference<>();
  private final HttpServer server;

  LiveTenant() {
    Settings settings = Settings.defaults(HttpSettings.ALL).with(HttpSettings.PORT, "0");
    server =
        HttpServer.create(settings, new Health(), new SimpleMeterRegistry())
            .route(
                "POST",
                "/oauth/token",
                _ -> HttpReply.json(200, Map.of("access_token", "t", "expires_in", 3600)))
            .webSocket("/api/v2/interactions/transcription", _ -> new Listening(listener));
    server.start();
  }

  String url() {
    return server.address();
  }

  /** Until somebody new listens. */
  void awaitListener() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> listener.get() != null && listener.get().isOpen());
  }

  void customer(String interaction, String text) {
    send(
        "{\"type\":\"transcription\",\"isFinal\":true,\"interactionId\":\"%s\",\"speaker\":\"customer\",\"text\":\"%s\"}"
            .formatted(interaction, text));
  }

  void end(String interaction) {
    send("{\"type\":\"interaction_ended\",\"interactionId\":\"%s\"}".formatted(interaction));
  }

  private void send(String frame) {
    Callback.Completable sent = new Callback.Completable();
    listener.get().sendText(frame, sent);
    sent.join();
  }

  @Override
  public void close() {
    server.close();
  }

  /** One client's connection; it listens once it has subscribed. */
  public static final class Listening extends Session.Listener.AbstractAutoDemanding {

    private final AtomicReference<Session> listener;

    Listening(AtomicReference<Session> listener) {
      this.listener = listener;
    }

    @Override
    public void onWebSocketText(String message) {
      listener.set(getSession());
    }
  }
}
