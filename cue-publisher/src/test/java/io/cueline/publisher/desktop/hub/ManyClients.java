package io.cueline.publisher.desktop.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Thousands of clients on one thread, with next to no memory for each: they count what they are
 * sent, note when it came, and answer pings.
 */
final class ManyClients implements AutoCloseable {

  private static final byte[] PONG = {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0};
  private static final byte[] INTERRUPT =
      "{\"type\":\"compliance_interrupt\"".getBytes(StandardCharsets.US_ASCII);

  /** One of them. */
  static final class Client {
    final AtomicInteger interrupts = new AtomicInteger();
    final AtomicInteger messages = new AtomicInteger();
    final AtomicInteger pings = new AtomicInteger();
    volatile long lastAt;
    volatile boolean open;
    volatile int closedWith;
    private byte[] rest = new byte[0];
  }

  private final Selector selector;
  private final InetSocketAddress address;
  private final Thread thread = Thread.ofPlatform().daemon().name("clients").unstarted(this::run);
  private final ByteBuffer shared = ByteBuffer.allocateDirect(65_536);
  private final List<SocketChannel> mute = new ArrayList<>();
  private volatile boolean closing;

  ManyClients(URI server) throws IOException {
    this.selector = Selector.open();
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
    thread.start();
  }

  Client connect(String token) throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    channel.write(handshake(token));
    channel.configureBlocking(false);
    Client client = new Client();
    selector.wakeup();
    channel.register(selector, SelectionKey.OP_READ, client);
    selector.wakeup();
    return client;
  }

  /** Asks to be let in and never reads a byte, not even the answer. */
  void connectAndNeverRead(String token) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
    channel.connect(address);
    channel.write(handshake(token));
    mute.add(channel);
  }

  @Override
  public void close() throws IOException {
    closing = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    for (SocketChannel each : mute) {
      each.close();
    }
    selector.close();
  }

  private static ByteBuffer handshake(String token) {
    String head =
        "GET /agent-desktop/interrupts HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Extensions: permessage-deflate\r\n"
            + "Authorization: Bearer "
            + token
            + "\r\n\r\n";
    return ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
  }

  private void run() {
    try {
      while (!closing) {
        selector.select(this::read, 100);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void read(SelectionKey key) {
    Client client = (Client) key.attachment();
    SocketChannel channel = (SocketChannel) key.channel();
    try {
      shared.clear();
      shared.put(client.rest);
      int read = channel.read(shared);
      if (read < 0) {
        key.cancel();
        channel.close();
        return;
      }
      shared.flip();
      byte[] bytes = new byte[shared.remaining()];
      shared.get(bytes);
      client.rest = take(client, channel, bytes);
    } catch (IOException gone) {
      key.cancel();
    }
  }

  /** What is left over of a message that has not come whole. */
  private static byte[] take(Client client, SocketChannel channel, byte[] bytes)
      throws IOException {
    int at = 0;
    if (!client.open) {
      int end = indexOfEnd(bytes);
      if (end < 0) {
        return bytes;
      }
      client.open = new String(bytes, 0, 12, StandardCharsets.US_ASCII).endsWith("101");
      at = end;
    }
    @Nullable Frame frame = Frame.at(bytes, at);
    while (frame != null) {
      switch (frame.opcode) {
        case 1 -> {
          client.lastAt = System.nanoTime();
          client.messages.incrementAndGet();
          int last = frame.from + Math.min(frame.length, INTERRUPT.length);
          if (Arrays.equals(Arrays.copyOfRange(bytes, frame.from, last), INTERRUPT)) {
            client.interrupts.incrementAndGet();
          }
        }
        case 8 ->
            client.closedWith = (bytes[frame.from] & 0xFF) << 8 | (bytes[frame.from + 1] & 0xFF);
        case 9 -> {
          channel.write(ByteBuffer.wrap(PONG));
          client.pings.incrementAndGet();
        }
        default -> {}
      }
      at = frame.from + frame.length;
      frame = Frame.at(bytes, at);
    }
    return Arrays.copyOfRange(bytes, at, bytes.length);
  }

  private static int indexOfEnd(byte[] bytes) {
    for (int i = 3; i < bytes.length; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  /** A server's, which is never masked. */
  private record Frame(int opcode, int from, int length) {
    static @Nullable Frame at(byte[] bytes, int at) {
      if (bytes.length - at < 2) {
        return null;
      }
      int length = bytes[at + 1] & 0x7F;
      int from = at + 2;
      if (length == 126) {
        if (bytes.length - at < 4) {
          return null;
        }
        length = (bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF);
        from = at + 4;
      }
      return from + length > bytes.length ? null : new Frame(bytes[at] & 0x0F, from, length);
    }
  }
}
