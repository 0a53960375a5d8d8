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
import io.cueline.topology.knowledge.embedding.Embedder;
import io.cueline.topology.knowledge.embedding.LazyEmbedder;
import io.cueline.topology.knowledge.index.ArticleFollower;
import io.cueline.topology.knowledge.index.ArticleIndex;
import io.cueline.topology.knowledge.ranking.LookUp;
import io.cueline.topology.knowledge.remote.RemoteLookUp;
import io.cueline.topology.knowledge.vectors.EmbeddingLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * waits for it. Its parts are the article index, the thread that keeps it, the thread that embeds,
 * and the threads that answer.
 */
public final class KnowledgeApp implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(KnowledgeApp.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(8);

  /** More than the tenant has: its answer still has to come back through Kafka. */
  private static final Duration ON_THE_WAY = Duration.ofMillis(300);

  /** What the model failed on is tried again after this long at first. */
  private static final Duration EMBED_AGAIN = Duration.ofMinutes(1);

  private final ArticleFollower follower;
  private final KafkaStreams streams;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Closed in this order. */
  private final List<AutoCloseable> parts;

  private KnowledgeApp(ArticleFollower follower, KafkaStreams streams, List<AutoCloseable> parts) {
    this.follower = follower;
    this.streams = streams;
    this.parts = parts;
  }

  /**
   * Starts answering queries; returns at once, its readiness says when it does. The topics must
   * exist. Adds the readiness parts {@code knowledge}, {@code articles} and {@code model}.
   *
   * @throws StartupException where the folder is another process's, the articles' topic is missing
   *     or Kafka does not answer
   */
  public static KnowledgeApp start(ServiceContext context, SchemaDirectory directory) {
    Settings settings = context.settings();
    TopicNames names = new TopicNames(context.kafka().prefix());
    ArticleFollower.Sources sources = sources(context.kafka(), names, directory);
    Path folder = Path.of(settings.get(KnowledgeSettings.FOLDER));
    LazyEmbedder model = KnowledgeParts.model(settings);
    Embedder embedder = KnowledgeParts.remembering(model);
    ArticleIndex index = ArticleIndex.open(folder.resolve("index"), Optional.of(embedder));
    try {
      KnowledgeApp app = start(context, directory, names, sources, embedder, index);
      // Until then a question would wait for it, and all that are behind it.
      context
          .health()
          .ready(
              "model",
              () ->
                  index.size() == 0 || model.isLoaded()
                      ? Optional.empty()
                      : Optional.of("the model is being loaded"));
      return app;
    } catch (RuntimeException failure) {
      index.close();
      throw failure;
    }
  }

  private static KnowledgeApp start(
      ServiceContext context,
      SchemaDirectory directory,
      TopicNames names,
      ArticleFollower.Sources sources,
      Embedder embedder,
      ArticleIndex index) {
    KafkaAccess kafka = context.kafka();
    Settings settings = context.settings();
    ArticleFollower follower =
        new ArticleFollower(
            index, sources, () -> KnowledgeClients.follower(kafka), context.metrics());
    EmbeddingLoop embedding = embedding(context, sources, embedder, index, follower);
    Optional<RemoteLookUp> remote =
        RemoteWiring.lookUp(context, names, directory, index.analysis());
    Path stateFolder = Path.of(settings.get(KnowledgeSettings.FOLDER)).resolve("streams");
    KafkaStreams streams =
        new KafkaStreams(
            topology(context, names, directory, index),
            KnowledgeStreamsConfig.of(settings, kafka, names, stateFolder));
    List<AutoCloseable> parts = new ArrayList<>(List.of(embedding, follower, index, embedder));
    remote.ifPresent(parts::addFirst);
    KnowledgeApp app = new KnowledgeApp(follower, streams, parts);
    app.report(context);
    streams.setUncaughtExceptionHandler(KnowledgeApp::onFailure);
    follower.start();
    streams.start();
    embedding.start();
    remote.ifPresent(RemoteLookUp::start);
    return app;
  }

  private static ArticleFollower.Sources sources(
      KafkaAccess kafka, TopicNames names, SchemaDirectory directory) {
    String articles = names.of(Topics.KNOWLEDGE_ARTICLES);
    String vectors = names.of(Topics.KNOWLEDGE_VECTORS);
    return new ArticleFollower.Sources(
        articles,
        KnowledgeClients.topicId(kafka, articles),
        AvroSerde.of(Topics.KNOWLEDGE_ARTICLES, directory),
        vectors,
        KnowledgeClients.topicId(kafka, vectors),
        AvroSerde.of(Topics.KNOWLEDGE_VECTORS, directory));
  }

  private static EmbeddingLoop embedding(
      ServiceContext context,
      ArticleFollower.Sources sources,
      Embedder embedder,
      ArticleIndex index,
      ArticleFollower follower) {
    KafkaAccess kafka = context.kafka();
    return new EmbeddingLoop(
        new PassageEmbedding(embedder, index),
        new EmbeddingLoop.Route(
            sources.articles(), sources.article(), sources.vectors(), sources.vector()),
        new EmbeddingLoop.Clients(
            () -> KnowledgeClients.embedding(kafka, embedder.model()),
            () -> KnowledgeClients.vectors(kafka)),
        () -> follower.behind().isEmpty(),
        index.embedded(),
        EMBED_AGAIN,
        context.metrics());
  }

  private static Topology topology(
      ServiceContext context, TopicNames names, SchemaDirectory directory, ArticleIndex index) {
    Settings settings = context.settings();
    LookUp lookUp = KnowledgeParts.lookUp(settings, index);
    LookUpMetrics metrics = new LookUpMetrics(context.metrics());
    LookUpRules rules =
        new LookUpRules(
            settings.get(KnowledgeSettings.MAX_AGE),
            settings.get(KnowledgeSettings.REMEMBER_SHOWN),
            settings.get(KnowledgeSettings.CARDS),
            RemoteWiring.isAsked(settings)
                ? Optional.of(RemoteSettings.options(settings).deadline().plus(ON_THE_WAY))
                : Optional.empty());
    return KnowledgeTopology.build(
        names, directory, () -> new LookUpProcessor(lookUp, metrics, rules));
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
      // Told to leave: nobody waits for a session time-out, neither others nor our next start.
      boolean stopped =
          streams.close(
              CloseOptions.timeout(CLOSE_WITHIN)
                  .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
      if (!stopped) {
        LOG.atWarn().log("look-up did not stop in time");
      }
      parts.forEach(KnowledgeApp::close);
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception failure) {
      LOG.atWarn().setCause(failure).log("A part of the look-up could not be closed in order");
    }
  }
}
