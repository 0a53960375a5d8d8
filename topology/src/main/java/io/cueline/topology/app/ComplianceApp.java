package io.cueline.topology.app;

import io.cueline.runtime.health.Health;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.Service;
import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The compliance topology as a running Streams application. */
public final class ComplianceApp implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(ComplianceApp.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(8);

  private final KafkaStreams streams;
  private final GroupMembershipOperation atClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ComplianceApp(KafkaStreams streams, GroupMembershipOperation atClose) {
    this.streams = streams;
    this.atClose = atClose;
  }

  /**
   * Starts deciding; returns at once, its readiness says when it does. The topics must exist and
   * the rules be at hand. Adds the health part {@code compliance}.
   *
   * @throws StartupException where the folder is another process's
   */
  public static ComplianceApp start(
      ComplianceStreamsConfig config,
      KafkaAccess kafka,
      SchemaDirectory schemas,
      RevisionHistory rules,
      DecisionMetrics metrics,
      Health health) {
    TopicNames names = new TopicNames(kafka.prefix());
    // Tasks are made, and stay, on the thread that works on them and commits them together.
    ThreadLocal<Hurry> hurries = ThreadLocal.withInitial(Hurry::new);
    Topology topology =
        ComplianceTopology.build(
            names,
            schemas,
            () -> new FrameProcessor(rules, metrics, hurries.get(), InstantSource.system()));
    KafkaStreams streams = create(topology, config, kafka, names);
    streams.setUncaughtExceptionHandler(ComplianceApp::onFailure);
    streams.setGlobalStateRestoreListener(new Restoring(metrics));
    ComplianceApp app =
        new ComplianceApp(
            streams,
            // With a name of its own it comes back; without one, others should not wait for it.
            config.instanceId().isPresent()
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP);
    health.ready("compliance", app::notReady);
    health.live("compliance", app::notLive);
    streams.start();
    return app;
  }

  private static KafkaStreams create(
      Topology topology, ComplianceStreamsConfig config, KafkaAccess kafka, TopicNames names) {
    try {
      return new KafkaStreams(topology, config.properties(kafka, names));
    } catch (StreamsException failure) {
      throw new StartupException(
          "topology.folder %s cannot be used: %s; does another process use it?"
              .formatted(config.folder(), failure.getMessage()),
          failure);
    }
  }

  private Optional<String> notReady() {
    KafkaStreams.State state = streams.state();
    return state == KafkaStreams.State.RUNNING
        ? Optional.empty()
        : Optional.of("compliance is " + state);
  }

  private Optional<String> notLive() {
    KafkaStreams.State state = streams.state();
    boolean over = state.hasStartedOrFinishedShuttingDown() && !closed.get();
    return over ? Optional.of("compliance has stopped: " + state) : Optional.empty();
  }

  private static StreamThreadExceptionResponse onFailure(Throwable failure) {
    LOG.atError().setCause(failure).log("A deciding thread failed");
    boolean hopeless =
        failure instanceof MissingSourceTopicException
            || failure.getCause() instanceof MissingSourceTopicException;
    return hopeless
        ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
        : StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  @Override
  public String name() {
    return "compliance";
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)
        && !streams.close(
            CloseOptions.timeout(CLOSE_WITHIN).withGroupMembershipOperation(atClose))) {
      LOG.atWarn()
          .addKeyValue("seconds", CLOSE_WITHIN.toSeconds())
          .log("Compliance did not stop in time; its state will be restored at the next start");
    }
  }

  private record Restoring(DecisionMetrics metrics) implements StateRestoreListener {
    @Override
    public void onRestoreStart(TopicPartition partition, String store, long start, long end) {}

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long end, long count) {
      metrics.restored(count);
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long total) {
      if (total > 0) {
        LOG.atInfo()
            .addKeyValue("partition", partition.partition())
            .addKeyValue("store", store)
            .addKeyValue("records", total)
            .log("State restored");
      }
    }
  }
}
