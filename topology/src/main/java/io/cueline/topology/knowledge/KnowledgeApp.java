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
import io.cueline.topology.knowledge.ranking.Analysis;
import io.cueline.topology.knowledge.ranking.CardRules;
import io.cueline.topology.knowledge.ranking.LookUp;
import io.cueline.topology.knowledge.remote.RemoteLookUp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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

  /** More than the tenant has: its answer still has to come back through Kafka. */
  private static final Duration ON_THE_WAY = Duration.ofMillis(300);

  private final ArticleIndex index;
  private final ArticleFollower follower;
  private final KafkaStreams streams;
  private final Optional<RemoteLookUp> remote;
  private final AtomicBoolean closed = new AtomicBoolean();

  private KnowledgeApp(
      ArticleIndex index,
      ArticleFollower follower,
      KafkaStreams streams,
      Optional<RemoteLookUp> remote) {
    this.index = index;
    this.follower = follower;
    this.streams = streams;
    this.remote = remote;
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
    String topicId = KnowledgeClients.topicId(kafka, articles);
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
            () -> KnowledgeClients.follower(kafka),
            articles,
            topicId,
            context.metrics());
    Topology topology = topology(context, names, directory, index);
    Optional<RemoteLookUp> remote = remote(context, names, directory, index.analysis());
    KafkaStreams streams =
        new KafkaStreams(
            topology,
            KnowledgeStreamsConfig.of(context.settings(), kafka, names, folder.resolve("streams")));
    KnowledgeApp app = new KnowledgeApp(index, follower, streams, remote);
    app.report(context);
    streams.setUncaughtExceptionHandler(KnowledgeApp::onFailure);
    follower.start();
    streams.start();
    remote.ifPresent(RemoteLookUp::start);
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
    LookUpRules goesBy =
        new LookUpRules(
            settings.get(KnowledgeSettings.MAX_AGE),
            settings.get(KnowledgeSettings.REMEMBER_SHOWN),
            settings.get(KnowledgeSettings.CARDS),
            isRemote(settings)
                ? Optional.of(RemoteSettings.options(settings).deadline().plus(ON_THE_WAY))
                : Optional.empty());
    return KnowledgeTopology.build(
        names, directory, () -> new LookUpProcessor(lookUp, metrics, goesBy));
  }

  private static boolean isRemote(Settings settings) {
    return settings.get(KnowledgeSettings.SOURCE) == KnowledgeSettings.Source.REMOTE;
  }

  private static Optional<RemoteLookUp> remote(
      ServiceContext context, TopicNames names, SchemaDirectory directory, Analysis analysis) {
    if (!isRemote(context.settings())) {
      return Optional.empty();
    }
    RemoteLookUp.Topics topics =
        new RemoteLookUp.Topics(
            names.of(Topics.KNOWLEDGE_QUERIES),
            AvroSerde.of(Topics.KNOWLEDGE_QUERIES, directory),
            names.of(Topics.KNOWLEDGE_RESULTS),
            AvroSerde.of(Topics.KNOWLEDGE_RESULTS, directory));
    return Optional.of(
        new RemoteLookUp(
            RemoteWiring.search(context),
            RemoteSettings.options(context.settings()),
            analysis,
            topics,
            () -> KnowledgeClients.queries(context.kafka()),
            KnowledgeClients.results(context.kafka()),
            InstantSource.system()));
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

  @Override
  public String name() {
    return "knowledge";
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      remote.ifPresent(RemoteLookUp::close);
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
