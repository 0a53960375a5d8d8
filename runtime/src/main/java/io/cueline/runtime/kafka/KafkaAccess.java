package io.cueline.runtime.kafka;

import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * How a service reaches its Kafka cluster, and which part of it is its own.
 *
 * @param bootstrapServers host:port, several with commas
 * @param prefix put before every topic, group and transactional id; one prefix is one tenant
 * @param tenant the tenant's name, which stands in every record
 * @param interactionPartitions used when topics are created
 * @param extra client settings passed on as they are, such as security
 */
public record KafkaAccess(
    String bootstrapServers,
    String prefix,
    String tenant,
    int interactionPartitions,
    Map<String, String> extra) {

  public static final Setting<String> BOOTSTRAP =
      Setting.text(
          "kafka.bootstrap-servers", "localhost:9092", "Kafka brokers, host:port with commas");
  public static final Setting<String> PREFIX =
      Setting.text(
          "kafka.prefix", "cueline.", "before every topic, group and transactional id; a tenant's");
  public static final Setting<String> TENANT =
      Setting.text("tenant", "demo", "the tenant's name, which stands in every record");
  public static final Setting<Integer> PARTITIONS =
      Setting.number(
          "kafka.interaction-partitions",
          8,
          1,
          1024,
          "partitions of the interaction topics when they are created; fixed from then on");
  public static final Setting<String> EXTRA =
      Setting.text(
          "kafka.client",
          "",
          "more client settings, key=value with semicolons, such as security.protocol=SSL");
  public static final Setting<Optional<String>> CLIENT_FILE =
      Setting.optional(
          "kafka.client-file",
          "a properties file of more client settings, the place for passwords");

  public static final Setting<Duration> START_TIMEOUT =
      Setting.duration(
          "kafka.start-timeout",
          "30s",
          "how long a service waits at its start for Kafka to answer");

  public static final List<Setting<?>> SETTINGS =
      List.of(BOOTSTRAP, START_TIMEOUT, PREFIX, TENANT, PARTITIONS, EXTRA, CLIENT_FILE);

  public KafkaAccess {
    extra = Map.copyOf(extra);
  }

  public static KafkaAccess from(Settings settings) {
    Map<String, String> extra = new HashMap<>();
    settings.get(CLIENT_FILE).ifPresent(file -> extra.putAll(readFile(Path.of(file))));
    extra.putAll(parseExtra(settings.get(EXTRA)));
    return new KafkaAccess(
        settings.get(BOOTSTRAP),
        settings.get(PREFIX),
        settings.get(TENANT),
        settings.get(PARTITIONS),
        extra);
  }

  /** What every client of this cluster needs, to add to. */
  public Map<String, Object> clientConfig() {
    Map<String, Object> config = new HashMap<>(extra);
    config.put("bootstrap.servers", bootstrapServers);
    return config;
  }

  /** The same as properties, for Kafka Streams. */
  public Properties properties() {
    Properties properties = new Properties();
    properties.putAll(clientConfig());
    return properties;
  }

  /** An application, group or transactional id of this prefix. */
  public String id(String name) {
    return prefix + name;
  }

  /** Without the values of further client settings, which may be secrets. */
  @Override
  public String toString() {
    return "KafkaAccess[bootstrapServers=%s, prefix=%s, tenant=%s, extra=%s]"
        .formatted(bootstrapServers, prefix, tenant, extra.keySet());
  }

  private static Map<String, String> readFile(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new StartupException(
          "%s: cannot read %s (%s)".formatted(CLIENT_FILE.key(), file, unreadable), unreadable);
    }
    Map<String, String> extra = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> extra.put(name, properties.getProperty(name).strip()));
    return extra;
  }

  private static Map<String, String> parseExtra(String text) {
    Map<String, String> extra = new HashMap<>();
    for (String pair : text.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        extra.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      } else if (!pair.isBlank()) {
        throw new StartupException(
            "%s (%s) is not a list of key=value with semicolons"
                .formatted(EXTRA.key(), EXTRA.environmentName()));
      }
    }
    return extra;
  }
}
