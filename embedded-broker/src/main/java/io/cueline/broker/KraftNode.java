package io.cueline.broker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Kafka's own controller and broker, put together as {@link KafkaRaftServer} does, but on sockets
 * bound beforehand and without its habit of ending the process on a fault.
 */
final class KraftNode {

  private static final Logger LOG = LoggerFactory.getLogger(KraftNode.class);
  private static final Duration BROKER_SHUTDOWN = Duration.ofSeconds(5);
  // Many times the session of a killed broker, which the controller waits out.
  private static final Duration CONTROLLER_START = Duration.ofSeconds(60);

  private final SharedServer shared;
  private final ControllerServer controller;
  private final BrokerServer broker;
  private final RecordedFaults faults;

  private KraftNode(
      SharedServer shared,
      ControllerServer controller,
      BrokerServer broker,
      RecordedFaults faults) {
    this.shared = shared;
    this.controller = controller;
    this.broker = broker;
    this.faults = faults;
  }

  static KraftNode start(Properties properties, ServerSocketFactory sockets) {
    KraftNode node;
    try {
      node = assemble(KafkaConfig.fromProps(properties, false), sockets);
    } catch (ConfigException wrong) {
      throw new BrokerException("a broker setting is wrong: " + wrong.getMessage(), wrong);
    }
    try {
      node.controller.startup();
      FormerIncarnation.awaitGone(node.shared.loader(), BrokerConfig.NODE_ID, CONTROLLER_START);
      node.broker.startup();
      return node;
    } catch (RuntimeException failed) {
      var _ = node.stop(BROKER_SHUTDOWN);
      throw new BrokerException(
          "the embedded broker did not start: " + rootMessage(failed), failed);
    }
  }

  private static KraftNode assemble(KafkaConfig config, ServerSocketFactory sockets) {
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> stored =
        KafkaRaftServer.initializeLogDirs(config, LOG, "");
    RecordedFaults faults = new RecordedFaults();
    SharedServer shared =
        new SharedServer(
            config,
            stored._1(),
            Time.SYSTEM,
            Server.initializeMetrics(config, Time.SYSTEM, stored._1().clusterId().orElseThrow()),
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            List.of(),
            faults,
            sockets);
    ControllerServer controller =
        new ControllerServer(shared, KafkaRaftServer.configSchema(), stored._2());
    return new KraftNode(shared, controller, new BrokerServer(shared), faults);
  }

  String clusterId() {
    return shared.clusterId();
  }

  Optional<String> fault() {
    return faults.first();
  }

  /**
   * @return whether it stopped in time; else its threads, all daemons, are left to the process's
   *     end
   */
  boolean stop(Duration within) {
    Thread stopping =
        Thread.ofPlatform()
            .daemon()
            .name("broker-stop")
            .start(
                () -> {
                  quietly("broker", () -> broker.shutdown(BROKER_SHUTDOWN));
                  quietly("controller", controller::shutdown);
                });
    try {
      return stopping.join(within);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void quietly(String part, Runnable shutdown) {
    try {
      shutdown.run();
    } catch (RuntimeException failed) {
      LOG.atWarn().addKeyValue("part", part).setCause(failed).log("Broker stop failed");
    }
  }

  private static String rootMessage(Throwable failed) {
    Throwable root = failed;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
