package io.cueline.workbench.cli;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.logging.LogSettings;
import io.cueline.runtime.logging.Logging;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.serde.SchemaTopic;
import io.cueline.schemas.topic.TopicAdmin;
import io.cueline.schemas.topic.TopicAdmin.Difference;
import io.cueline.schemas.topic.TopicNames;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cueline topics create|check}. */
@Command(
    name = "topics",
    description = "Creates the topics of a prefix, or checks them.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class TopicsCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "create",
      description = "Creates the topics that are missing and publishes the schemas.",
      mixinStandardHelpOptions = true)
  int create(
      @Mixin SettingsOption settings,
      @Option(
              names = "--replication",
              paramLabel = "N",
              description = "Replicas of each partition (default: the brokers').")
          @Nullable Short replication)
      throws ExecutionException, InterruptedException {
    KafkaAccess kafka = quiet(settings);
    TopicNames names = new TopicNames(kafka.prefix());
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      List<String> created =
          new TopicAdmin(admin, names)
              .create(kafka.interactionPartitions(), Optional.ofNullable(replication));
      new SchemaTopic(kafka.clientConfig(), names).publish();
      created.forEach(name -> out().println("created  " + name));
      out()
          .println(
              created.isEmpty() ? "all topics were there already" : created.size() + " created");
    }
    return 0;
  }

  @Command(
      name = "check",
      description = "Compares the topics with what they should be; exit status 1 if they differ.",
      mixinStandardHelpOptions = true)
  int check(@Mixin SettingsOption settings) throws ExecutionException, InterruptedException {
    KafkaAccess kafka = quiet(settings);
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      TopicAdmin topics = new TopicAdmin(admin, new TopicNames(kafka.prefix()));
      int partitions = topics.interactionPartitions().orElse(kafka.interactionPartitions());
      List<Difference> differences = topics.check(partitions);
      differences.forEach(each -> out().println(each.topic() + ": " + each.what()));
      if (!differences.isEmpty()) {
        throw new StartupException(differences.size() + " differences; see above");
      }
      out().println("all topics are as they should be");
      return 0;
    }
  }

  private static KafkaAccess quiet(SettingsOption option) {
    Settings settings = option.load();
    Logging.toStderr(settings.with(LogSettings.LEVEL, "warn"));
    return Reach.cluster(settings);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
