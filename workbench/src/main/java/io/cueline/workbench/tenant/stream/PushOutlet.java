package io.cueline.workbench.tenant.stream;

import io.cueline.workbench.tenant.wire.Message;
import io.cueline.workbench.tenant.wire.Ours;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stream 2d: the tenant connects to the other side's WebSocket, again and again until it is let in,
 * and once more whenever the connection is lost.
 */
public final class PushOutlet implements Outlet {

  private static final Logger LOG = LoggerFactory.getLogger(PushOutlet.class);
  private static final Duration AGAIN = Duration.ofMillis(300);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private final String path;
  private final OtherSide other;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final Thread thread;
  private volatile @Nullable Line line;
  private volatile Runnable changed = () -> {};
  private volatile boolean givingUp;
  private volatile boolean closing;
  private volatile Duration pause = Duration.ZERO;
  private Optional<Instant> clock = Optional.empty();

  /**
   * @param path of the other side's WebSocket
   */
  public PushOutlet(String path, OtherSide other) {
    this.path = path;
    this.other = other;
    this.thread = Thread.ofPlatform().name("tenant-push").daemon().unstarted(this::keepConnected);
  }

  @Override
  public void start() {
    thread.start();
  }

  private void keepConnected() {
    while (!closing) {
      if (line == null && pause.isZero()) {
        other.address(path).ifPresent(this::connect);
      }
      Duration wait = pause.isZero() ? AGAIN : pause;
      pause = Duration.ZERO;
      LockSupport.parkNanos(wait.toNanos());
    }
  }

  private void connect(URI http1) {
    URI uri = URI.create(http1.toString().replaceFirst("^http", "ws"));
    WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(CONNECT);
    other.headers("GET", path, "").forEach(builder::header);
    Line opened = new Line();
    try {
      opened.socket = builder.buildAsync(uri, opened).join();
    } catch (CompletionException | IllegalArgumentException refused) {
      LOG.atDebug().addKeyValue("reason", refused.toString()).log("not let in");
      return;
    }
    clock = Optional.empty();
    line = opened;
    LOG.atInfo().addKeyValue("to", uri).log("connected to the other side");
    changed.run();
  }

  /** One connection. */
  private final class Line implements WebSocket.Listener {
    private volatile @Nullable WebSocket socket;
    private volatile boolean silent;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    @Override
    public void onOpen(WebSocket from) {
      from.request(1);
    }

    /** Whatever is not asked for is not read: no more pongs then. */
    private void readOn(WebSocket from) {
      if (!silent) {
        from.request(1);
      }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      readOn(from);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
      readOn(from);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
      readOn(from);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      LOG.atInfo().addKeyValue("status", status).log("the other side has closed");
      lost(this);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      lost(this);
    }

    CompletableFuture<?> text(String raw) {
      WebSocket to = socket;
      return to == null
          ? CompletableFuture.failedFuture(new IllegalStateException("not open"))
          : to.sendText(raw, true);
    }

    void abort() {
      WebSocket to = socket;
      if (to != null) {
        to.abort();
      }
    }
  }

  private void lost(Line which) {
    which.over.complete(null);
    if (which.equals(line)) {
      line = null;
      changed.run();
      LockSupport.unpark(thread);
    }
  }

  @Override
  public int listeners() {
    return line == null ? 0 : 1;
  }

  @Override
  public void onChange(Runnable listener) {
    changed = listener;
  }

  @Override
  public Taken send(Message message, Instant at) {
    Line to = line;
    if (to == null) {
      return Taken.NOBODY_HERE;
    }
    if (!clock.equals(Optional.of(at)) && !sent(to, Ours.clock(at))) {
      return Taken.NOBODY_HERE;
    }
    clock = Optional.of(at);
    return sent(to, message.raw()) ? Taken.YES : Taken.NOBODY_HERE;
  }

  private boolean sent(Line to, String raw) {
    if (Handover.taken(to.text(raw), () -> givingUp || to.over.isDone())) {
      return true;
    }
    to.abort();
    lost(to);
    return false;
  }

  @Override
  public void beat(Instant at) {
    Line to = line;
    if (to != null && sent(to, Ours.clock(at))) {
      clock = Optional.of(at);
    }
  }

  @Override
  public void dropAll() {
    Line to = line;
    if (to != null) {
      to.abort();
      lost(to);
    }
  }

  /** The connection stays as it is; a new one comes after a while. */
  @Override
  public void silence() {
    Line to = line;
    if (to != null) {
      to.silent = true;
      pause = SILENCE;
      lost(to);
    }
  }

  @Override
  public void giveUpOnSlowOnes() {
    givingUp = true;
  }

  @Override
  public void closeAll(Duration atMost) {
    closing = true;
    Line to = line;
    WebSocket open = to == null ? null : to.socket;
    if (to != null && open != null) {
      // 1001, going away, is for servers alone in the JDK's client.
      CompletableFuture<WebSocket> _ =
          open.sendClose(WebSocket.NORMAL_CLOSURE, "the tenant is shutting down");
      try {
        to.over.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        LOG.atInfo().log("the other side did not take its leave");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    LockSupport.unpark(thread);
    http.shutdownNow();
  }
}
