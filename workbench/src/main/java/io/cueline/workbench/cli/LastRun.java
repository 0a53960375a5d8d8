package io.cueline.workbench.cli;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.logging.LogSettings;
import io.cueline.runtime.logging.Logging;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.topic.Topics;
import io.cueline.workbench.demo.DataFolder;
import java.nio.file.Path;
import java.util.Optional;

/** Where a command finds the topics it reads: a cluster that was named, or a demo's folder. */
public final class LastRun implements AutoCloseable {

  private final KafkaAccess kafka;
  private final Optional<EmbeddedBroker> broker;

  private LastRun(KafkaAccess kafka, Optional<EmbeddedBroker> broker) {
    this.kafka = kafka;
    this.broker = broker;
  }

  /**
   * The folder that was named; else the cluster that was set; else the folder of the last demo.
   *
   * @throws io.cueline.runtime.service.StartupException where there is none of them
   */
  public static LastRun find(Optional<Path> folder, Settings settings) {
    Logging.toStderr(settings.with(LogSettings.LEVEL, "warn"));
    if (folder.isEmpty() && settings.isSet(KafkaAccess.BOOTSTRAP)) {
      KafkaAccess kafka = Reach.cluster(settings, Topics.TRANSCRIPT_FRAMES);
      return new LastRun(kafka, Optional.empty());
    }
    DataFolder data = DataFolder.existing(folder);
    Optional<String> running = data.runningBroker();
    if (running.isPresent()) {
      return new LastRun(access(settings, running.get()), Optional.empty());
    }
    EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(data.kafka()));
    return new LastRun(access(settings, broker.bootstrapServers()), Optional.of(broker));
  }

  public KafkaAccess kafka() {
    return kafka;
  }

  @Override
  public void close() {
    broker.ifPresent(EmbeddedBroker::close);
  }

  private static KafkaAccess access(Settings settings, String bootstrap) {
    return KafkaAccess.from(settings.with(KafkaAccess.BOOTSTRAP, bootstrap));
  }
}
