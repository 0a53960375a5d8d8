package io.cueline.publisher.realtime.socket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cueline.runtime.health.Health;
import io.cueline.runtime.http.HttpServer;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** The other side of frames: remembers those of each connection, reads only when it is told to. */
final class FrameServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Peer> peers = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile boolean deaf;

  FrameServer() {
    Settings settings = Settings.defaults(HttpSettings.ALL).with(HttpSettings.PORT, "0");
    server =
        HttpServer.create(settings, new Health(), new SimpleMeterRegistry())
            .webSocket("/realtime/v1", _ -> new Peer(peers, !deaf));
    server.start();
  }

  String url() {
    return server.address();
  }

  /** From the next connection on nothing is read. */
  void deaf(boolean isDeaf) {
    deaf = isDeaf;
  }

  List<Peer> peers() {
    return List.copyOf(peers);
  }

  @Override
  public void close() {
    server.close();
  }

  /** A connection of ours. */
  public static final class Peer implements Session.Listener {

    private final List<Peer> peers;
    private final boolean reads;
    private final List<JsonNode> frames = new ArrayList<>();
    private volatile @Nullable Session session;

    Peer(List<Peer> peers, boolean reads) {
      this.peers = peers;
      this.reads = reads;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
      session = opened;
      peers.add(this);
      demand();
    }

    @Override
    public void onWebSocketText(String message) {
      try {
        synchronized (frames) {
          frames.add(JSON.readTree(message));
        }
      } catch (IOException notWhole) {
        throw new IllegalStateException(notWhole);
      }
      demand();
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
      callback.succeed();
    }

    List<JsonNode> frames() {
      synchronized (frames) {
        return List.copyOf(frames);
      }
    }

    void cut() {
      @Nullable Session open = session;
      if (open != null) {
        open.disconnect();
      }
    }

    private void demand() {
      @Nullable Session open = session;
      if (reads && open != null) {
        open.demand();
      }
    }
  }
}
