package io.cueline.ingest.support;

import static org.awaitility.Awaitility.await;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.broker.SharedBroker;
import io.cueline.ingest.IngestService;
import io.cueline.ingest.IngestSettings;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.Service;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.TestInfo;

/** An ingest with a tenant of its own and topics of its own. */
public final class Rig implements AutoCloseable {

  public static final int PARTITIONS = 3;
  public static final String SOURCE = "transcription";

  private final EmbeddedBroker broker;
  private final TopicNames names;
  public final FakeTenant tenant = new FakeTenant();
  private final Map<String, String> told = new LinkedHashMap<>();
  private final List<IngestProcess> processes = new ArrayList<>();
  private Settings settings;
  private final Map<ServiceContext, Service> running = new LinkedHashMap<>();

  /** On the broker that all tests share, with topics named after the test. */
  public static Rig of(TestInfo test) throws ExecutionException, InterruptedException {
    return new Rig(
        "%s.%s"
            .formatted(
                test.getTestClass().orElseThrow().getSimpleName(),
                test.getTestMethod().orElseThrow().getName()));
  }

  /** On the broker that all tests share. */
  public Rig(String name) throws ExecutionException, InterruptedException {
    this(SharedBroker.INSTANCE, name);
  }

  public Rig(EmbeddedBroker broker, String name) throws ExecutionException, InterruptedException {
    String prefix = SharedBroker.freshPrefix(name);
    this.broker = broker;
    this.names = new TopicNames(prefix);
    settings = Settings.defaults(IngestProcess.catalogue());
    with(KafkaAccess.BOOTSTRAP, broker.bootstrapServers());
    with(KafkaAccess.PREFIX, prefix);
    with(HttpSettings.PORT, "0");
    with(HttpSettings.TOKENS, "open-sesame");
    with(CxoneSettings.CLIENT_ID, prefix);
    with(CxoneSettings.CLIENT_SECRET, "secret");
    with(CxoneSettings.VARIABLES, "tenantUrl=" + tenant.url() + ";poll=1s");
    with(IngestSettings.RECONNECT_DELAY, "20ms");
    with(IngestSettings.RECONNECT_MOST, "100ms");
    with(IngestSettings.TICK_INTERVAL, "20ms");
    with(IngestSettings.TICK_PAUSE, "5ms");
    with(IngestSettings.ARTICLES, "false");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              Stream.of(
                      Topics.SCHEMAS,
                      Topics.TRANSCRIPT_FRAMES,
                      Topics.REJECTED_FRAMES,
                      Topics.KNOWLEDGE_ARTICLES)
                  .map(
                      topic ->
                          new NewTopic(
                                  names.of(topic),
                                  Optional.of(topic.partitions(PARTITIONS)),
                                  Optional.empty())
                              .configs(topic.config()))
                  .toList())
          .all()
          .get();
    }
  }

  public <T> Rig with(Setting<T> setting, String value) {
    settings = settings.with(setting, value);
    told.put(setting.key(), value);
    return this;
  }

  /** Reads the tenant's flows so named, and not its usual stream. */
  public Rig streams(String... names) {
    try {
      Path profile = Files.createTempFile("rig", ".yaml");
      profile.toFile().deleteOnExit();
      Files.writeString(profile, Profiles.reading(names));
      return with(CxoneSettings.PROFILE, profile.toString());
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** Starts an instance in a process of its own, which can be killed. */
  public IngestProcess process() {
    IngestProcess process = IngestProcess.start(told);
    processes.add(process);
    return process;
  }

  /** Starts an instance, the first or one more. */
  public ServiceContext start() {
    ServiceContext made = ServiceContext.create(settings);
    running.put(made, IngestService.start(made));
    made.http().start();
    return made;
  }

  /** How many instances share the work, as the broker knows it. */
  public int members() {
    String group = names.of(Topics.SCHEMAS).replace("schemas", "ingest");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return admin
          .describeConsumerGroups(List.of(group))
          .all()
          .get()
          .values()
          .iterator()
          .next()
          .members()
          .size();
    } catch (ExecutionException notYet) {
      return 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** Stops all instances in order. */
  public void stop() {
    List.copyOf(running.keySet()).forEach(this::stop);
  }

  public void stop(ServiceContext instance) {
    Service service = running.remove(instance);
    if (service != null) {
      service.close();
      instance.http().close();
    }
  }

  public FrameOracle written() {
    return new FrameOracle(
        Written.in(broker.bootstrapServers(), names, Topics.TRANSCRIPT_FRAMES),
        Written.in(broker.bootstrapServers(), names, Topics.REJECTED_FRAMES),
        PARTITIONS);
  }

  /** Waits until so many frames stand in the log, read or rejected. */
  public void settled(int frames) {
    settled(frames, Duration.ofSeconds(30));
  }

  /** The same, for so long at most. */
  public void settled(int frames, Duration atMost) {
    await()
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              FrameOracle written = written();
              return written.content().size() + written.rejected().size() >= frames;
            });
  }

  public TopicNames names() {
    return names;
  }

  public EmbeddedBroker broker() {
    return broker;
  }

  @Override
  public void close() {
    processes.forEach(IngestProcess::close);
    stop();
    tenant.close();
  }

  /** A final utterance. */
  public static String utterance(String interaction, String text) {
    return "{\"type\":\"transcription\",\"isFinal\":true,\"interactionId\":\"%s\",\"speaker\":\"agent\",\"text\":\"%s\"}"
        .formatted(interaction, text);
  }

  public static String clock(long millis) {
    return "{\"type\":\"clock\",\"at\":%d}".formatted(millis);
  }
}
