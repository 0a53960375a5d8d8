package io.cueline.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The listeners' sockets, bound before Kafka starts: so an occupied port is told at once, and "any
 * free port" is known before it stands in the configuration, without a moment in which another
 * could take it.
 */
final class ListenerSockets implements ServerSocketFactory, AutoCloseable {

  private static final int BACKLOG = 50;

  private final Map<String, ServerSocketChannel> bound = new ConcurrentHashMap<>();

  /**
   * @param port 0 for any free one
   * @return the port it is bound to
   * @throws BrokerException where the port is taken or the host is not of this machine
   */
  int bind(String listener, String host, int port) {
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      bound.put(listener, channel);
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.configureBlocking(false);
      channel.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
      return channel.socket().getLocalPort();
    } catch (IOException | IllegalArgumentException taken) {
      throw new BrokerException(
          "the embedded broker cannot listen on %s:%d (%s): give it another port, 0 for any free one"
              .formatted(host, port, taken.getMessage()),
          taken);
    }
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int receiveBufferBytes, int backlog)
      throws IOException {
    ServerSocketChannel channel = bound.get(listener);
    if (channel == null) {
      throw new IOException("no socket was bound for listener " + listener);
    }
    return channel;
  }

  /** Needed where the start failed half way; else Kafka has closed them already. */
  @Override
  public void close() {
    for (ServerSocketChannel channel : bound.values()) {
      try {
        channel.close();
      } catch (IOException ignored) {
        // Nothing is left to do with it.
      }
    }
  }
}
