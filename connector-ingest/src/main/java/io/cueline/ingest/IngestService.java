package io.cueline.ingest;

import io.cueline.cxone.call.CxoneClient;
import io.cueline.cxone.profile.Knowledge;
import io.cueline.cxone.profile.StreamSpec;
import io.cueline.ingest.assignment.AssignmentHandler;
import io.cueline.ingest.kafka.ControlLog;
import io.cueline.ingest.kafka.FrameMetrics;
import io.cueline.ingest.ownership.Membership;
import io.cueline.ingest.ownership.Ownership;
import io.cueline.ingest.ownership.Unit;
import io.cueline.ingest.poll.ArticlePoll;
import io.cueline.ingest.server.CallerCheck;
import io.cueline.ingest.server.PushMetrics;
import io.cueline.ingest.server.PushSource;
import io.cueline.ingest.stream.Backoff;
import io.cueline.runtime.kafka.ClusterCheck;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.Service;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.serde.SchemaTopic;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes from the tenant, into Kafka: wires the parts and stops them in order. */
public final class IngestService implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);

  private static final List<Topic<?>> WRITTEN =
      List.of(
          Topics.SCHEMAS,
          Topics.TRANSCRIPT_FRAMES,
          Topics.REJECTED_FRAMES,
          Topics.KNOWLEDGE_ARTICLES);

  private final ServiceContext context;
  private final Settings settings;
  private final Wiring wiring;

  /** What has been started, the last first. */
  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  private IngestService(ServiceContext context) {
    this.context = context;
    this.settings = context.settings();
    this.wiring = Wiring.of(settings);
  }

  /**
   * Starts reading; returns when everything is under way, before the tenant has answered. Registers
   * the route by which agents are assigned, health checks and metrics.
   *
   * @throws StartupException where settings, profile or dialect are wrong, or Kafka does not answer
   */
  public static Service start(ServiceContext context) {
    IngestService service = new IngestService(context);
    try {
      service.startAll();
      return service;
    } catch (KafkaException failed) {
      service.close();
      throw new StartupException("Kafka refused: " + failed.getMessage(), failed);
    } catch (InterruptedException stopped) {
      service.close();
      Thread.currentThread().interrupt();
      throw new StartupException("interrupted while starting", stopped);
    } catch (RuntimeException failed) {
      service.close();
      throw failed;
    }
  }

  private void startAll() throws InterruptedException {
    KafkaAccess kafka = context.kafka();
    List<StreamSpec> streams = wiring.streams();
    TopicNames names = new TopicNames(kafka.prefix());
    ClusterCheck.require(kafka, names.of(WRITTEN), settings.get(KafkaAccess.START_TIMEOUT));
    new SchemaTopic(kafka.clientConfig(), names).publish();
    CxoneClient client = started(wiring.client());
    SourceFactory sources = new SourceFactory(context);
    ControlLog control = started(sources.control());
    context.http().secured("PUT", AssignmentHandler.PATH, new AssignmentHandler(control));
    List<Unit> units = new ArrayList<>();
    for (StreamSpec stream : streams) {
      switch (stream.endpoint()) {
        case StreamSpec.Connect connect -> units.add(unit(stream, connect, client, sources));
        case StreamSpec.Listen listen -> serve(stream, listen, sources);
      }
    }
    wiring
        .profile()
        .knowledge()
        .filter(_ -> settings.get(IngestSettings.ARTICLES))
        .ifPresent(knowledge -> units.add(articles(client, knowledge, sources)));
    share(units, sources.instance());
    LOG.atInfo()
        .addKeyValue("instance", sources.instance())
        .addKeyValue("streams", streams.stream().map(StreamSpec::name).toList())
        .log("Ingest started");
  }

  private Unit unit(
      StreamSpec stream, StreamSpec.Connect connect, CxoneClient client, SourceFactory sources) {
    return new StreamUnit(
        wiring.connection(stream, connect),
        wiring.decoder(stream),
        wiring.role(stream),
        client.tokens(),
        sources,
        new FrameMetrics(context.metrics(), wiring.source(stream)));
  }

  /**
   * Every instance serves what the tenant opens to us, by WebSocket or by posts at the same path,
   * as a source of its own.
   */
  private void serve(StreamSpec stream, StreamSpec.Listen listen, SourceFactory sources) {
    String name = wiring.source(stream);
    FrameMetrics metrics = new FrameMetrics(context.metrics(), name);
    OpenSource source = started(sources.ofInstance(name, metrics));
    PushSource pushed =
        started(
            new PushSource(
                name,
                wiring.pushLimits(),
                new Intake(wiring.decoder(stream), wiring.role(stream), source.log(), metrics),
                new PushMetrics(context.metrics(), name),
                System::nanoTime));
    source.log().onLoss(pushed::lost);
    context.health().ready(name, pushed::trouble);
    pushed.serve(context.http(), listen.path(), CallerCheck.of(settings));
  }

  private Unit articles(CxoneClient client, Knowledge knowledge, SourceFactory sources) {
    Duration interval = settings.get(IngestSettings.ARTICLES_INTERVAL).orElse(knowledge.poll());
    Backoff retry =
        new Backoff(settings.get(IngestSettings.ARTICLES_RETRY), interval, wiring.jitter());
    return new ArticleUnit(
        lease ->
            new ArticlePoll(
                client,
                knowledge.list(),
                context.kafka(),
                sources.sink(Topics.KNOWLEDGE_ARTICLES),
                interval,
                retry,
                lease));
  }

  private void share(List<Unit> units, String instance) {
    if (units.isEmpty()) {
      return;
    }
    Ownership ownership =
        started(
            new Ownership(
                context.kafka(),
                new Membership("ingest", instance, settings.get(IngestSettings.SESSION_TIMEOUT)),
                units,
                context.metrics()));
    for (Unit unit : units) {
      context.health().ready(unit.name(), () -> ownership.waitingFor(unit));
    }
    context.health().live("ownership", ownership::trouble);
    ownership.start();
  }

  private <C extends AutoCloseable> C started(C part) {
    running.push(part);
    return part;
  }

  @Override
  public String name() {
    return "ingest";
  }

  /** The streams first, which others then take over; what they need last. */
  @Override
  public synchronized void close() {
    while (!running.isEmpty()) {
      AutoCloseable part = running.pop();
      try {
        part.close();
      } catch (Exception failed) {
        LOG.atWarn()
            .addKeyValue("part", part.getClass().getSimpleName())
            .setCause(failed)
            .log("did not stop in order");
      }
    }
  }
}
