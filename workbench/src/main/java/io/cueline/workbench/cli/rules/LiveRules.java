package io.cueline.workbench.cli.rules;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.serde.SchemaTopic;
import io.cueline.schemas.topic.TopicAdmin;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.topology.publication.InForce;
import io.cueline.topology.publication.PublishResult;
import io.cueline.topology.publication.RevisionArchive;
import io.cueline.topology.publication.RuleHistory;
import io.cueline.topology.publication.RulePublisher;
import io.cueline.topology.rules.RuleSet;
import io.cueline.workbench.cli.LastRun;
import io.cueline.workbench.cli.SettingsOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a command finds the rules in force: the cluster that is set, or the last demo's. */
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class LiveRules {

  @Mixin private SettingsOption settings;

  @Option(names = "--data", paramLabel = "FOLDER", description = "A demo's data folder.")
  private @Nullable Path data;

  /** The rules' topics of a tenant, for as long as a command runs. */
  static final class Topics implements AutoCloseable {

    private final LastRun run;
    private final Map<String, Object> client;
    private final TopicNames names;
    private final SchemaTopic schemaTopic;
    private final SchemaDirectory schemas;

    private Topics(LastRun run) {
      this.run = run;
      this.client = run.kafka().clientConfig();
      this.names = new TopicNames(run.kafka().prefix());
      this.schemaTopic = new SchemaTopic(client, names);
      this.schemas = schemaTopic.directory();
    }

    KafkaAccess kafka() {
      return run.kafka();
    }

    InForce inForce() {
      return publisher().inForce();
    }

    List<RuleHistory.Entry> history() {
      return new RuleHistory(client, names, schemas).entries();
    }

    /**
     * The rules of an earlier revision.
     *
     * @throws StartupException where the log does not hold it
     */
    RuleSet revision(long number) {
      return new RevisionArchive(client, names, schemas)
          .ruleSet(number)
          .orElseThrow(
              () ->
                  new StartupException(
                      "there is no revision %d: see 'cueline rules history'".formatted(number)));
    }

    PublishResult publish(RuleSet rules, long base, Signature signature)
        throws InterruptedException {
      schemaTopic.publish();
      return publisher().publish(rules, base, signature.who(), signature.why());
    }

    private RulePublisher publisher() {
      return new RulePublisher(client, names, schemas, InstantSource.system());
    }

    @Override
    public void close() {
      run.close();
    }
  }

  /**
   * @throws StartupException where there are no topics
   */
  Topics open() throws ExecutionException, InterruptedException {
    LastRun run = LastRun.find(Optional.ofNullable(data), settings.load());
    try {
      requireTopics(run.kafka());
      return new Topics(run);
    } catch (RuntimeException | ExecutionException | InterruptedException failure) {
      run.close();
      throw failure;
    }
  }

  private static void requireTopics(KafkaAccess kafka)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      if (new TopicAdmin(admin, new TopicNames(kafka.prefix())).interactionPartitions().isEmpty()) {
        throw new StartupException(
            "the topics of prefix '%s' do not exist: run 'cueline topics create'"
                .formatted(kafka.prefix()));
      }
    }
  }
}
