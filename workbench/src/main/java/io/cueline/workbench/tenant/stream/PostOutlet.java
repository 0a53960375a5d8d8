package io.cueline.workbench.tenant.stream;

import io.cueline.workbench.tenant.wire.Message;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stream 2f: the tenant posts each message to the other side, the next when the last was answered,
 * and once more where it was not taken. A message that the other side calls wrong (400, 413, 422)
 * has been handed over: what becomes of it is the other side's.
 */
public final class PostOutlet implements Outlet {

  private static final Logger LOG = LoggerFactory.getLogger(PostOutlet.class);
  private static final Duration AGAIN = Duration.ofMillis(300);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final String path;
  private final OtherSide other;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final List<Socket> silent = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean reachable;
  private volatile Runnable changed = () -> {};
  private volatile boolean givingUp;
  private volatile boolean closing;
  private volatile boolean tearNext;
  private volatile boolean loiterNext;

  /**
   * @param path where it is posted to
   */
  public PostOutlet(String path, OtherSide other) {
    this.path = path;
    this.other = other;
    this.thread = Thread.ofPlatform().name("tenant-post").daemon().unstarted(this::look);
  }

  @Override
  public void start() {
    thread.start();
  }

  private void look() {
    while (!closing) {
      if (!reachable && other.address(path).filter(this::answers).isPresent()) {
        reachable = true;
        changed.run();
      }
      LockSupport.parkNanos(AGAIN.toNanos());
    }
  }

  private boolean answers(URI at) {
    try (Socket socket = connected(at)) {
      return socket.isConnected();
    } catch (IOException nobody) {
      return false;
    }
  }

  private static Socket connected(URI at) throws IOException {
    Socket socket = new Socket();
    int port = at.getPort() < 0 ? 80 : at.getPort();
    socket.connect(new InetSocketAddress(at.getHost(), port), Math.toIntExact(CONNECT.toMillis()));
    return socket;
  }

  @Override
  public int listeners() {
    return reachable ? 1 : 0;
  }

  @Override
  public void onChange(Runnable listener) {
    changed = listener;
  }

  @Override
  public Taken send(Message message, Instant at) {
    Optional<URI> to = other.address(path);
    if (!reachable || to.isEmpty()) {
      return Taken.NOBODY_HERE;
    }
    misbehave(to.get(), message.raw());
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(to.get())
              .timeout(ANSWER)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(message.raw()));
      other.headers("POST", path, message.raw()).forEach(request::header);
      HttpResponse<Void> response =
          http.send(request.build(), HttpResponse.BodyHandlers.discarding());
      return judge(response);
    } catch (IOException lost) {
      LOG.atDebug().addKeyValue("reason", lost.toString()).log("not answered");
      reachable = false;
      return Taken.NOBODY_HERE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Taken.NOBODY_HERE;
    }
  }

  private Taken judge(HttpResponse<Void> response) {
    int status = response.statusCode();
    boolean notNow =
        status == 401 || status == 403 || status == 404 || status == 408 || status == 429;
    if (!notNow && status < 500) {
      return Taken.YES;
    }
    Duration wait =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(value -> value.matches("\\d{1,4}"))
            .map(value -> Duration.ofSeconds(Long.parseLong(value)))
            .orElse(AGAIN);
    pause(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    return Taken.NOBODY_HERE;
  }

  private void pause(Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    while (!givingUp && !closing && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** A request torn in its middle, or one that never comes to its end, before the proper one. */
  private void misbehave(URI to, String body) {
    if (!tearNext && !loiterNext) {
      return;
    }
    boolean stays = loiterNext;
    tearNext = false;
    loiterNext = false;
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\n");
    head.append("Host: ").append(to.getAuthority()).append("\r\n");
    head.append("Content-Type: application/json\r\nContent-Length: ").append(bytes.length);
    head.append("\r\n");
    other
        .headers("POST", path, body)
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("\r\n");
    try {
      Socket socket = connected(to);
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(bytes, 0, bytes.length / 2);
      socket.getOutputStream().flush();
      if (stays) {
        silent.add(socket);
      } else {
        socket.close();
      }
    } catch (IOException gone) {
      LOG.atDebug().addKeyValue("reason", gone.toString()).log("could not even misbehave");
    }
  }

  /** Posts carry no clock. */
  @Override
  public void beat(Instant at) {}

  /** The next request is first torn in its middle. */
  @Override
  public void dropAll() {
    tearNext = true;
  }

  /** The next request is first begun and never ended. */
  @Override
  public void silence() {
    loiterNext = true;
  }

  @Override
  public void giveUpOnSlowOnes() {
    givingUp = true;
  }

  @Override
  public void closeAll(Duration atMost) {
    closing = true;
    LockSupport.unpark(thread);
    for (Socket socket : silent) {
      try {
        socket.close();
      } catch (IOException gone) {
        LOG.atDebug().addKeyValue("reason", gone.toString()).log("was closed already");
      }
    }
    http.shutdownNow();
  }
}
