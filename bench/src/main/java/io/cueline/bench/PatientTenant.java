package io.cueline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cheapest tenant that takes its time: answers every request after the same time, 200 and the
 * same body, which serves as a token too. One thread for all connections, and hardly any work for
 * each request, as a server's own work would be measured with the publisher's.
 */
final class PatientTenant implements AutoCloseable {

  private static final byte[] ANSWER = answer("{\"access_token\":\"t\",\"expires_in\":3600}");
  private static final Pattern LENGTH = Pattern.compile("\ncontent-length:\\s*(\\d+)");
  private static final int LARGEST_REQUEST = 1 << 14;

  /** A request's answer is due, by {@link System#nanoTime}. */
  private record Due(Connection connection, long at) {}

  private static final class Connection {
    final SocketChannel channel;
    final byte[] bytes = new byte[LARGEST_REQUEST];
    final ByteBuffer in = ByteBuffer.wrap(bytes);

    Connection(SocketChannel channel) {
      this.channel = channel;
    }
  }

  private final long delay;
  private final Selector selector;
  private final ServerSocketChannel server;
  private final Deque<Due> due = new ArrayDeque<>();
  private final Thread thread;
  private final AtomicLong answered = new AtomicLong();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private volatile boolean closed;

  PatientTenant(Duration answersAfter) {
    this.delay = answersAfter.toNanos();
    try {
      selector = Selector.open();
      server = ServerSocketChannel.open();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    thread = Thread.ofPlatform().name("bench-tenant").daemon().start(this::serve);
  }

  String url() {
    return "http://127.0.0.1:" + server.socket().getLocalPort();
  }

  /** Requests answered so far. */
  long answered() {
    return answered.get();
  }

  /** The most requests that waited for their answers at once, since this was last asked. */
  int mostUnderWay() {
    return mostUnderWay.getAndSet(0);
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
      server.close();
      selector.close();
    } catch (IOException | InterruptedException failed) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve() {
    try {
      while (!closed) {
        selector.select(this::ready, untilDue());
        answerThoseDue();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Milliseconds for the selector; 0 would be for ever. */
  private long untilDue() {
    Due next = due.peekFirst();
    return next == null ? 1_000 : Math.max(1, (next.at() - System.nanoTime()) / 1_000_000);
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        SocketChannel channel = server.accept();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
      } else if (key.attachment() instanceof Connection connection) {
        read(connection);
      }
    } catch (IOException gone) {
      key.cancel();
    }
  }

  private void read(Connection connection) throws IOException {
    if (connection.channel.read(connection.in) < 0) {
      connection.channel.close();
      return;
    }
    if (isWhole(connection.bytes, connection.in.position())) {
      connection.in.clear();
      due.addLast(new Due(connection, System.nanoTime() + delay));
      mostUnderWay.accumulateAndGet(due.size(), Math::max);
    }
  }

  /** One request at a time on each connection: OkHttp does not pipeline. */
  private static boolean isWhole(byte[] bytes, int end) {
    for (int i = 3; i < end; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        String head = new String(bytes, 0, i, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        Matcher length = LENGTH.matcher(head);
        return !length.find() || end - i - 1 >= Integer.parseInt(length.group(1));
      }
    }
    return false;
  }

  private void answerThoseDue() {
    long now = System.nanoTime();
    while (!due.isEmpty() && due.getFirst().at() - now <= 0) {
      try {
        // Small enough for any socket's buffer.
        due.removeFirst().connection().channel.write(ByteBuffer.wrap(ANSWER));
      } catch (IOException gone) {
        continue;
      }
      answered.incrementAndGet();
    }
  }

  private static byte[] answer(String body) {
    return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
