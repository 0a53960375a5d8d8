package io.cueline.topology.knowledge;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.Service;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.knowledge.index.ArticleFollower;
import io.cueline.topology.knowledge.index.ArticleIndex;
import io.cueline.topology.knowledge.ranking.CardRules;
import io.cueline.topology.knowledge.ranking.LookUp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The look-up as a Streams application of its own: however slow it gets, no compliance decision
 * waits for it. Its parts are the article index, the thread that keeps it, and the threads that
 * answer.
 */
public final class KnowledgeApp implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(KnowledgeApp.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(8);
  private static final Duration ASK_KAFKA_WITHIN = Duration.ofSeconds(20);

  /** Of one request of the follower: it must end soon after it is told to. */
  private static final int REQUEST_TIMEOUT_MS = 3_000;

  private final ArticleIndex index;
  private final ArticleFollower follower;
  private final KafkaStreams streams;
  private final AtomicBoolean closed = new AtomicBoolean();

  private KnowledgeApp(ArticleIndex index, ArticleFollower follower, KafkaStreams streams) {
    this.index = index;
    this.follower = follower;
    this.streams = streams;
  }

  /**
   * Starts answering queries; returns at once, its readiness says when it does. The topics must
   * exist. Adds the readiness parts {@code knowledge} and {@code articles}.
   *
   * @throws StartupException where the folder is another process's, the articles' topic is missing
   *     or Kafka does not answer
   */
  public static KnowledgeApp start(ServiceContext context, SchemaDirectory directory) {
    Settings settings = context.settings();
    KafkaAccess kafka = context.kafka();
    TopicNames names = new TopicNames(kafka.prefix());
    String articles = names.of(Topics.KNOWLEDGE_ARTICLES);
    String topicId = topicId(kafka, articles);
    Path folder = Path.of(settings.get(KnowledgeSettings.FOLDER));
    ArticleIndex index = ArticleIndex.open(folder.resolve("index"));
    try {
      return start(context, directory, names, folder, index, topicId);
    } catch (RuntimeException failure) {
      index.close();
      throw failure;
    }
  }

  private static KnowledgeApp start(
      ServiceContext context,
      SchemaDirectory directory,
      TopicNames names,
      Path folder,
      ArticleIndex index,
      String topicId) {
    KafkaAccess kafka = context.kafka();
    String articles = names.of(Topics.KNOWLEDGE_ARTICLES);
    ArticleFollower follower =
        new ArticleFollower(
            index,
            AvroSerde.of(Topics.KNOWLEDGE_ARTICLES, directory),
            () -> articlesConsumer(kafka),
            articles,
            topicId,
            context.metrics());
    Topology topology = topology(context, names, directory, index);
    KafkaStreams streams =
        new KafkaStreams(
            topology,
            KnowledgeStreamsConfig.of(context.settings(), kafka, names, folder.resolve("streams")));
    KnowledgeApp app = new KnowledgeApp(index, follower, streams);
    app.report(context);
    streams.setUncaughtExceptionHandler(KnowledgeApp::onFailure);
    follower.start();
    streams.start();
    return app;
  }

  private static Topology topology(
      ServiceContext context, TopicNames names, SchemaDirectory directory, ArticleIndex index) {
    Settings settings = context.settings();
    CardRules rules =
        new CardRules(
            settings.get(KnowledgeSettings.MIN_SCORE) / 100.0,
            settings.get(KnowledgeSettings.MIN_COVERAGE) / 100.0,
            settings.get(KnowledgeSettings.CARDS));
    LookUp lookUp = new LookUp(index, index.analysis(), rules);
    LookUpMetrics metrics = new LookUpMetrics(context.metrics());
    Duration maxAge = settings.get(KnowledgeSettings.MAX_AGE);
    Duration remember = settings.get(KnowledgeSettings.REMEMBER_SHOWN);
    return KnowledgeTopology.build(
        names, directory, () -> new LookUpProcessor(lookUp, metrics, maxAge, remember));
  }

  private void report(ServiceContext context) {
    context.health().ready("articles", follower::behind);
    context.health().live("articles", follower::broken);
    context
        .health()
        .ready(
            "knowledge",
            () ->
                streams.state() == KafkaStreams.State.RUNNING
                    ? Optional.empty()
                    : Optional.of("look-up is " + streams.state()));
    context
        .health()
        .live(
            "knowledge",
            () ->
                streams.state().hasStartedOrFinishedShuttingDown() && !closed.get()
                    ? Optional.of("look-up has stopped: " + streams.state())
                    : Optional.empty());
  }

  private static StreamThreadExceptionResponse onFailure(Throwable failure) {
    LOG.atError().setCause(failure).log("a look-up thread failed");
    boolean hopeless =
        failure instanceof MissingSourceTopicException
            || failure.getCause() instanceof MissingSourceTopicException;
    return hopeless
        ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
        : StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private static Consumer<String, byte[]> articlesConsumer(KafkaAccess kafka) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static String topicId(KafkaAccess kafka, String topic) {
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get(ASK_KAFKA_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
          .values()
          .iterator()
          .next()
          .topicId()
          .toString();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new StartupException(
            "topic %s is missing: 'cueline topics create' makes it".formatted(topic), failure);
      }
      throw unreachable(kafka, failure);
    } catch (TimeoutException late) {
      throw unreachable(kafka, late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unreachable(kafka, interrupted);
    }
  }

  private static StartupException unreachable(KafkaAccess kafka, Exception cause) {
    return new StartupException(
        "Kafka at %s does not answer: check %s"
            .formatted(kafka.bootstrapServers(), KafkaAccess.BOOTSTRAP.key()),
        cause);
  }

  @Override
  public String name() {
    return "knowledge";
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      // Told to leave: nobody waits for a session time-out, neither others nor our next start.
      boolean stopped =
          streams.close(
              CloseOptions.timeout(CLOSE_WITHIN)
                  .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
      if (!stopped) {
        LOG.atWarn().log("look-up did not stop in time");
      }
      follower.close();
      index.close();
    }
  }
}
