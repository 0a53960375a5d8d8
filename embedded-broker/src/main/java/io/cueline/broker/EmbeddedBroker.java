package io.cueline.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka: one KRaft node, broker and controller, in this process. Not for production, where
 * one machine's loss must not be the data's.
 *
 * <p>Thread-safe. Several may run side by side, each with its own folder and port.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(8);

  /**
   * How to run it.
   *
   * @param folder where data are kept over restarts; empty for a temporary one, deleted at close
   * @param port to listen on, 0 for any free one
   * @param bindHost the address to listen on
   * @param advertisedHost the name under which clients reach it where that is another, as from
   *     other containers
   * @param overrides broker settings by Kafka's names, over those chosen here
   */
  public record Options(
      Optional<Path> folder,
      int port,
      String bindHost,
      Optional<String> advertisedHost,
      Map<String, String> overrides) {

    public Options {
      if (port < 0 || port > 65_535) {
        throw new BrokerException("the broker's port must be from 0 to 65535, not " + port);
      }
      boolean everywhere = bindHost.equals("0.0.0.0") || bindHost.equals("::");
      if (everywhere && advertisedHost.isEmpty()) {
        throw new BrokerException(
            "a broker that listens on all addresses must say by which name clients reach it");
      }
      overrides = Map.copyOf(overrides);
    }

    /** A temporary folder, any free port, this machine only. */
    public static Options temporary() {
      return new Options(Optional.empty(), 0, "127.0.0.1", Optional.empty(), Map.of());
    }

    /** This folder, any free port, this machine only. */
    public static Options in(Path folder) {
      return temporary().withFolder(folder);
    }

    public Options withFolder(Path newFolder) {
      return new Options(Optional.of(newFolder), port, bindHost, advertisedHost, overrides);
    }

    public Options withPort(int newPort) {
      return new Options(folder, newPort, bindHost, advertisedHost, overrides);
    }

    /** Listen on {@code bind}, be reached as {@code advertised}. */
    public Options withHosts(String bind, String advertised) {
      return new Options(folder, port, bind, Optional.of(advertised), overrides);
    }

    public Options withOverrides(Map<String, String> newOverrides) {
      return new Options(folder, port, bindHost, advertisedHost, newOverrides);
    }

    String reachableHost() {
      return advertisedHost.orElse(bindHost);
    }
  }

  private final String bootstrapServers;
  private final int port;
  private final BrokerFolder folder;
  private final ListenerSockets sockets;
  private final KraftNode node;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedBroker(
      String host, int port, BrokerFolder folder, ListenerSockets sockets, KraftNode node) {
    this.bootstrapServers = host + ":" + port;
    this.port = port;
    this.folder = folder;
    this.sockets = sockets;
    this.node = node;
  }

  /** In a temporary folder, on any free port. */
  public static EmbeddedBroker start() {
    return start(Options.temporary());
  }

  /**
   * Returns when clients can be served, after about a second; some four where the folder's former
   * broker was killed, whose session the controller waits out.
   *
   * @throws BrokerException where the port is taken, the folder cannot be used or Kafka will not
   *     start; nothing is left running then
   */
  public static EmbeddedBroker start(Options options) {
    ListenerSockets sockets = new ListenerSockets();
    BrokerFolder folder = null;
    try {
      int port = sockets.bind(BrokerConfig.CLIENTS, options.bindHost(), options.port());
      int controllerPort = sockets.bind(BrokerConfig.CONTROLLER, BrokerConfig.CONTROLLER_HOST, 0);
      folder = BrokerFolder.open(options.folder());
      folder.format(BrokerConfig.NODE_ID, BrokerConfig.CONTROLLER);
      KraftNode node =
          KraftNode.start(BrokerConfig.properties(options, folder, port, controllerPort), sockets);
      EmbeddedBroker broker =
          new EmbeddedBroker(options.reachableHost(), port, folder, sockets, node);
      LOG.atInfo()
          .addKeyValue("bootstrapServers", broker.bootstrapServers)
          .addKeyValue("folder", folder.data())
          .log("Broker started");
      return broker;
    } catch (RuntimeException failed) {
      sockets.close();
      if (folder != null) {
        folder.close();
      }
      throw failed;
    }
  }

  /** For a client's {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  public int port() {
    return port;
  }

  /** Where its data are. */
  public Path folder() {
    return folder.root();
  }

  /** The same for all the life of a folder. */
  public String clusterId() {
    return node.clusterId();
  }

  /** What has gone wrong inside so badly that the broker should be restarted, if anything. */
  public Optional<String> fault() {
    return node.fault();
  }

  /**
   * Stops in order, so that the next start of the folder needs no recovery. Idempotent; returns
   * within ten seconds even where Kafka will not stop.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    boolean orderly = node.stop(CLOSE_WITHIN);
    sockets.close();
    folder.close();
    LOG.atInfo().addKeyValue("orderly", orderly).log("Broker stopped");
  }
}
