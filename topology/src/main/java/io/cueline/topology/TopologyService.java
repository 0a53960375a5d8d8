package io.cueline.topology;

import io.cueline.runtime.kafka.ClusterCheck;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.Service;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.StoredEntry;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.serde.SchemaTopic;
import io.cueline.schemas.topic.TopicAdmin;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.app.ComplianceApp;
import io.cueline.topology.app.ComplianceStreamsConfig;
import io.cueline.topology.app.DecisionMetrics;
import io.cueline.topology.app.RevisionHistory;
import io.cueline.topology.knowledge.KnowledgeApp;
import io.cueline.topology.publication.PublishResult;
import io.cueline.topology.publication.RevisionArchive;
import io.cueline.topology.publication.RuleFollower;
import io.cueline.topology.publication.RulePublisher;
import io.cueline.topology.rest.RulesApi;
import io.cueline.topology.rules.RuleSet;
import io.micrometer.core.instrument.Gauge;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topology as a service: the rules in force, the compliance application and, beside it and
 * never in its way, the look-up of knowledge.
 */
public final class TopologyService implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(TopologyService.class);

  /** Decisions by rules that are not the newest are worse than a late start. */
  private static final Duration RULES_WITHIN = Duration.ofSeconds(60);

  private final List<AutoCloseable> started = new ArrayList<>();

  private TopologyService() {}

  /**
   * Publishes schemas and, where there are none, the initial rules; waits for the rules in force;
   * then starts both applications. Their readiness says when they work.
   *
   * @throws StartupException where Kafka, a topic, a rule file or a folder is not to be had
   */
  public static Service start(ServiceContext context) {
    TopologyService service = new TopologyService();
    try {
      service.startAll(context);
      return service;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      service.close();
      throw new StartupException("interrupted while starting", interrupted);
    } catch (KafkaException | ExecutionException failure) {
      service.close();
      throw new StartupException(
          "Kafka at %s: %s".formatted(context.kafka().bootstrapServers(), rootMessage(failure)),
          failure);
    } catch (RuntimeException failure) {
      service.close();
      throw failure;
    }
  }

  private void startAll(ServiceContext context) throws ExecutionException, InterruptedException {
    Settings settings = context.settings();
    KafkaAccess kafka = context.kafka();
    TopicNames names = new TopicNames(kafka.prefix());
    requireTopics(settings, kafka, names);
    SchemaTopic schemaTopic = new SchemaTopic(kafka.clientConfig(), names);
    schemaTopic.publish(StoredEntry.getClassSchema());
    SchemaDirectory schemas = schemaTopic.directory();

    publishInitialRules(settings, kafka, names, schemas);
    RuleFollower follower =
        keep(RuleFollower.start(kafka.clientConfig(), names, schemas, poison -> {}));
    if (!follower.awaitCaughtUp(RULES_WITHIN)) {
      throw new StartupException(
          "the rules could not be read within %d s".formatted(RULES_WITHIN.toSeconds()));
    }
    RulesApi.register(context.http(), follower, publisher(kafka, names, schemas));
    Gauge.builder("cueline.topology.rules.revision", () -> follower.current().revision())
        .description("the revision in force on this instance")
        .register(context.metrics());
    Gauge.builder("cueline.topology.rules.poisoned", follower::poisoned)
        .description("records of the rules' topic that could not be used")
        .register(context.metrics());

    RevisionHistory rules =
        new RevisionHistory(
            follower::current,
            follower::awaitRevision,
            new RevisionArchive(kafka.clientConfig(), names, schemas)::revision,
            settings.get(TopologySettings.RULES_WAIT));
    keep(
        ComplianceApp.start(
            config(settings),
            kafka,
            schemas,
            rules,
            new DecisionMetrics(context.metrics()),
            context.health()));
    keep(KnowledgeApp.start(context, schemas));
  }

  private static void requireTopics(Settings settings, KafkaAccess kafka, TopicNames names)
      throws ExecutionException, InterruptedException {
    Duration answerWithin = settings.get(KafkaAccess.START_TIMEOUT);
    if (settings.get(TopologySettings.CREATE_TOPICS)) {
      ClusterCheck.require(kafka, List.of(), answerWithin);
      try (Admin admin = Admin.create(kafka.clientConfig())) {
        new TopicAdmin(admin, names).create(kafka.interactionPartitions(), Optional.empty());
      }
    }
    ClusterCheck.require(kafka, names.of(Topics.ALL), answerWithin);
  }

  private static void publishInitialRules(
      Settings settings, KafkaAccess kafka, TopicNames names, SchemaDirectory schemas) {
    Optional<String> named = settings.get(TopologySettings.INITIAL_RULES);
    if (named.isEmpty()) {
      return;
    }
    RuleSet rules = InitialRules.read(named.get(), settings.get(TopologySettings.JOIN_WINDOW));
    PublishResult result =
        publisher(kafka, names, schemas)
            .publishInitial(rules, "cueline topology", "initial rules: " + named.get());
    switch (result) {
      case PublishResult.Published published ->
          LOG.atInfo()
              .addKeyValue("revision", published.revision())
              .addKeyValue("rules", rules.rules().size())
              .log("Initial rules published");
      case PublishResult.Unchanged unchanged ->
          LOG.atInfo()
              .addKeyValue("revision", unchanged.revision())
              .log("Rules are in force already; the initial ones are not published");
      case PublishResult.Conflict conflict ->
          LOG.atInfo()
              .addKeyValue("revision", conflict.current())
              .log("Another instance published first");
      case PublishResult.Refused refused ->
          throw new StartupException("initial rules refused: " + refused.errors());
    }
  }

  private static RulePublisher publisher(
      KafkaAccess kafka, TopicNames names, SchemaDirectory schemas) {
    return new RulePublisher(kafka.clientConfig(), names, schemas, InstantSource.system());
  }

  private static ComplianceStreamsConfig config(Settings settings) {
    return new ComplianceStreamsConfig(
        Path.of(settings.get(TopologySettings.FOLDER)),
        settings.get(TopologySettings.INSTANCE_ID),
        settings.get(TopologySettings.SESSION_TIMEOUT),
        settings.get(TopologySettings.THREADS),
        settings.get(TopologySettings.STANDBYS),
        settings.get(TopologySettings.COMMIT_INTERVAL),
        settings.get(TopologySettings.ROCKSDB_MEGABYTES) * 1024L * 1024L);
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.add(part);
    return part;
  }

  @Override
  public String name() {
    return "topology";
  }

  /** The parts stop side by side: each may take most of the time that all of them have. */
  @Override
  public void close() {
    List<Thread> closing = new ArrayList<>();
    for (AutoCloseable part : started) {
      closing.add(Thread.startVirtualThread(() -> close(part)));
    }
    started.clear();
    try {
      for (Thread each : closing) {
        each.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception failure) {
      LOG.atWarn().setCause(failure).log("A part of the topology could not be closed in order");
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
