package io.cueline.broker;

import java.util.Properties;

/** The broker's configuration: a single node that is sparing with memory, threads and disk. */
final class BrokerConfig {

  static final int NODE_ID = 1;
  static final String CLIENTS = "CLIENT";
  static final String CONTROLLER = "CONTROLLER";
  static final String CONTROLLER_HOST = "127.0.0.1";

  private static final int MEBIBYTE = 1024 * 1024;

  private BrokerConfig() {}

  static Properties properties(
      EmbeddedBroker.Options options, BrokerFolder folder, int port, int controllerPort) {
    Properties properties = new Properties();
    listeners(properties, options, port, controllerPort);
    properties.put("log.dirs", folder.data().toString());
    properties.put("auto.create.topics.enable", "false");
    times(properties);
    internalTopics(properties);
    footprint(properties);
    properties.putAll(options.overrides());
    return properties;
  }

  private static void listeners(
      Properties properties, EmbeddedBroker.Options options, int port, int controllerPort) {
    String controller = CONTROLLER_HOST + ":" + controllerPort;
    properties.put("node.id", Integer.toString(NODE_ID));
    properties.put("process.roles", "broker,controller");
    properties.put("controller.quorum.voters", NODE_ID + "@" + controller);
    properties.put("controller.listener.names", CONTROLLER);
    properties.put("inter.broker.listener.name", CLIENTS);
    properties.put(
        "listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    properties.put(
        "listeners",
        CLIENTS + "://" + options.bindHost() + ":" + port + "," + CONTROLLER + "://" + controller);
    properties.put("advertised.listeners", CLIENTS + "://" + options.reachableHost() + ":" + port);
  }

  private static void times(Properties properties) {
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("group.min.session.timeout.ms", "1000");
    // A dead instance's open transaction holds up read-committed readers until this scan.
    properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    // Replays carry the time of their calls, whenever that was or will be.
    properties.put("log.message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE));
    properties.put("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    // After a kill the controller waits this long for the former incarnation before it takes us.
    properties.put("broker.session.timeout.ms", "4000");
    properties.put("broker.heartbeat.interval.ms", "500");
    // A start must end, one way or the other.
    properties.put("server.max.startup.time.ms", "60000");
  }

  private static void internalTopics(Properties properties) {
    properties.put("default.replication.factor", "1");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "8");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("transaction.state.log.num.partitions", "8");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("share.coordinator.state.topic.num.partitions", "1");
  }

  private static void footprint(Properties properties) {
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "4");
    properties.put("background.threads", "2");
    properties.put("num.recovery.threads.per.data.dir", "2");
    properties.put("log.segment.bytes", Integer.toString(64 * MEBIBYTE));
    properties.put("log.index.size.max.bytes", Integer.toString(MEBIBYTE));
    properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 * MEBIBYTE));
    properties.put("log.cleaner.io.buffer.size", Integer.toString(MEBIBYTE / 4));
    properties.put("log.cleaner.backoff.ms", "15000");
  }
}
