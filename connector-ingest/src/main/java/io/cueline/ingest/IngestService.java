package io.cueline.ingest;

import io.cueline.cxone.call.CxoneClient;
import io.cueline.cxone.profile.Knowledge;
import io.cueline.cxone.profile.StreamSpec;
import io.cueline.ingest.assignment.AssignmentHandler;
import io.cueline.ingest.clock.Now;
import io.cueline.ingest.clock.SourceClock;
import io.cueline.ingest.clock.TickSchedule;
import io.cueline.ingest.dialect.FrameDecoder;
import io.cueline.ingest.kafka.FrameLog;
import io.cueline.ingest.kafka.FrameMetrics;
import io.cueline.ingest.kafka.LogTailReader;
import io.cueline.ingest.kafka.LogTailReader.Tails;
import io.cueline.ingest.kafka.RecordSink;
import io.cueline.ingest.kafka.Sources;
import io.cueline.ingest.poll.ArticlePoll;
import io.cueline.ingest.stream.Backoff;
import io.cueline.ingest.stream.TenantStream;
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
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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
    Optional<StreamSpec> stream = wiring.stream();
    Optional<FrameDecoder> decoder = stream.map(wiring::decoder);
    TopicNames names = new TopicNames(kafka.prefix());
    ClusterCheck.require(kafka, names.of(WRITTEN), settings.get(KafkaAccess.START_TIMEOUT));
    new SchemaTopic(kafka.clientConfig(), names).publish();
    CxoneClient client = started(wiring.client());
    String source =
        settings
            .get(IngestSettings.SOURCE)
            .or(() -> stream.map(StreamSpec::name))
            .orElse(wiring.profile().name());
    Sources sources = Sources.of(kafka.tenant(), source);
    FrameMetrics metrics = new FrameMetrics(context.metrics(), source);
    FrameLog log = started(frameLog(sources, metrics));
    started(new Ticker(log, settings.get(IngestSettings.TICK_PAUSE)));
    context.http().secured("PUT", AssignmentHandler.PATH, new AssignmentHandler(log));
    if (stream.isPresent() && decoder.isPresent()) {
      Intake intake = new Intake(decoder.get(), log);
      TenantStream reading =
          started(
              new TenantStream(
                  wiring.connection(source, stream.get()),
                  client.tokens(),
                  intake,
                  metrics::reconnect));
      log.onLoss(() -> reading.restart("Kafka did not take what was read"));
      context.health().ready("stream", reading::waitingFor);
      reading.start();
    }
    wiring
        .profile()
        .knowledge()
        .filter(_ -> settings.get(IngestSettings.ARTICLES))
        .ifPresent(knowledge -> startPoll(client, knowledge));
    LOG.atInfo().addKeyValue("source", source).log("Ingest started");
  }

  private void startPoll(CxoneClient client, Knowledge knowledge) {
    Duration interval = settings.get(IngestSettings.ARTICLES_INTERVAL).orElse(knowledge.poll());
    RecordSink sink =
        new RecordSink(
            context.kafka(),
            settings.get(IngestSettings.BUFFER),
            settings.get(IngestSettings.LINGER),
            Topics.KNOWLEDGE_ARTICLES);
    Backoff retry =
        new Backoff(settings.get(IngestSettings.ARTICLES_RETRY), interval, wiring.jitter());
    ArticlePoll poll =
        started(new ArticlePoll(client, knowledge.list(), context.kafka(), sink, interval, retry));
    context.health().ready("articles", poll::waitingFor);
    poll.start();
  }

  private FrameLog frameLog(Sources sources, FrameMetrics metrics) {
    Tails tails = new LogTailReader(context.kafka(), sources).read();
    SourceClock clock =
        switch (settings.get(IngestSettings.CLOCK)) {
          case SYSTEM -> SourceClock.system(tails.stream().latest());
          case STREAM -> SourceClock.stream(tails.stream().latest());
        };
    TickSchedule schedule =
        new TickSchedule(
            settings.get(IngestSettings.TICK_INTERVAL), settings.get(IngestSettings.TICK_PAUSE));
    RecordSink sink =
        new RecordSink(
            context.kafka(),
            settings.get(IngestSettings.BUFFER),
            settings.get(IngestSettings.LINGER),
            Topics.TRANSCRIPT_FRAMES,
            Topics.REJECTED_FRAMES);
    return new FrameLog(
        sources,
        clock,
        tails,
        schedule,
        IngestService::now,
        sink,
        metrics,
        settings.get(IngestSettings.STOP_TIMEOUT));
  }

  private static Now now() {
    return new Now(Instant.now(), System.nanoTime());
  }

  private <C extends AutoCloseable> C started(C part) {
    running.push(part);
    return part;
  }

  @Override
  public String name() {
    return "ingest";
  }

  /** The stream first, with a last tick; then what is on its way to Kafka. */
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
