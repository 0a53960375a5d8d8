package io.cueline.publisher;

import io.cueline.cxone.call.RetryPolicy;
import io.cueline.publisher.body.Bodies;
import io.cueline.publisher.delivery.Dispatcher;
import io.cueline.publisher.delivery.Pause;
import io.cueline.publisher.delivery.Routes;
import io.cueline.publisher.delivery.Routing;
import io.cueline.publisher.engine.Carrier;
import io.cueline.publisher.engine.Carriers;
import io.cueline.publisher.engine.DeliveryEngine;
import io.cueline.publisher.kafka.Consumers;
import io.cueline.publisher.kafka.Ledger;
import io.cueline.publisher.kafka.PauseBoard;
import io.cueline.publisher.kafka.ReceiptHistory;
import io.cueline.publisher.kafka.ReceiptWriter;
import io.cueline.publisher.kafka.RecordLoop;
import io.cueline.publisher.kafka.RecordReader;
import io.cueline.publisher.metrics.PublisherMetrics;
import io.cueline.publisher.realtime.socket.RealtimeCarrier;
import io.cueline.publisher.realtime.socket.RealtimeMetrics;
import io.cueline.publisher.tenant.Courier;
import io.cueline.publisher.tenant.Tenant;
import io.cueline.runtime.health.Health;
import io.cueline.runtime.kafka.ClusterCheck;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.Service;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.serde.SchemaTopic;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cues, cards and feedback from Kafka to the tenant, with a receipt for each. */
public final class PublisherService implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(PublisherService.class);

  private static final List<Topic<?>> USED =
      List.of(
          Topics.SCHEMAS,
          Topics.CUES,
          Topics.INSIGHTS,
          Topics.FEEDBACK,
          Topics.DELIVERIES,
          Topics.CLIENT_PAUSES);

  /** Above what the loop may take for giving up its partitions. */
  private static final Duration CLOSE_WITHIN = Duration.ofMillis(8_800);

  private static final Duration FOR_PAUSES = Duration.ofSeconds(2);

  /** Jitter for whichever thread asks. */
  private static final RandomGenerator JITTER = () -> ThreadLocalRandom.current().nextLong();

  private final Tenant tenant;
  private final ReceiptWriter receipts;
  private final PauseBoard board;
  private final DeliveryEngine engine;
  private final RecordLoop loop;
  private final Optional<RealtimeCarrier> realtime;
  private final AgentDesktop desktop;
  private final Thread thread;

  private PublisherService(
      Tenant tenant,
      ReceiptWriter receipts,
      PauseBoard board,
      DeliveryEngine engine,
      RecordLoop loop,
      Optional<RealtimeCarrier> realtime,
      AgentDesktop desktop) {
    this.realtime = realtime;
    this.tenant = tenant;
    this.desktop = desktop;
    this.receipts = receipts;
    this.board = board;
    this.engine = engine;
    this.loop = loop;
    this.thread = Thread.ofPlatform().name("publisher").start(loop);
  }

  /**
   * Starts publishing. The topics must exist; the tenant need not be there yet.
   *
   * @throws StartupException where a setting or the profile is wrong, or Kafka cannot be reached
   */
  public static Service start(ServiceContext context) {
    InstantSource clock = InstantSource.system();
    Settings settings = context.settings();
    KafkaAccess kafka = context.kafka();
    TopicNames names = new TopicNames(kafka.prefix());
    Tenant tenant = Tenant.of(settings, clock);
    try {
      ClusterCheck.require(kafka, names.of(USED), settings.get(KafkaAccess.START_TIMEOUT));
      SchemaTopic published = new SchemaTopic(kafka.clientConfig(), names);
      published.publish();
      PublisherService service = withDesktop(context, tenant, published.directory(), clock);
      service.register(context.health());
      return service;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      tenant.client().close();
      throw new StartupException("interrupted while the publisher was starting", stop);
    } catch (RuntimeException failure) {
      tenant.client().close();
      throw failure;
    }
  }

  private static PublisherService withDesktop(
      ServiceContext context, Tenant tenant, SchemaDirectory schemas, InstantSource clock)
      throws InterruptedException {
    AgentDesktop desktop = AgentDesktop.start(context, schemas, clock);
    try {
      return wire(context, tenant, schemas, clock, desktop);
    } catch (RuntimeException | InterruptedException failure) {
      desktop.close();
      throw failure;
    }
  }

  private static PublisherService wire(
      ServiceContext context,
      Tenant tenant,
      SchemaDirectory schemas,
      InstantSource clock,
      AgentDesktop desktop)
      throws InterruptedException {
    Settings settings = context.settings();
    KafkaAccess kafka = context.kafka();
    PublisherMetrics metrics = new PublisherMetrics(context.metrics());
    Ledger ledger = new Ledger();
    ReceiptWriter receipts = ReceiptWriter.open(kafka, schemas);
    RetryPolicy retries =
        RetryPolicy.DEFAULT.withAttempts(settings.get(PublisherSettings.ATTEMPTS));
    Courier courier =
        new Courier(tenant.client()::send, new Bodies(tenant.profile()), retries, JITTER);
    Optional<RealtimeCarrier> realtime = realtime(context, tenant, clock);
    Map<String, Carrier> others = new HashMap<>();
    realtime.ifPresent(carrier -> others.put(Routes.REALTIME, carrier));
    Carriers carriers = new Carriers(others, courier);
    PauseBoard board = new PauseBoard(kafka, schemas, tenant.profile().tenant(), clock);
    DeliveryEngine engine =
        new DeliveryEngine(
            new Dispatcher(Policies.bounds(settings, tenant.profile().limits()), clock.instant()),
            clock,
            new Deliverer(carriers, receipts, ledger, metrics, new Alarms(clock), board::tell));
    board.follow(engine::heard);
    if (!board.awaitCaughtUp(FOR_PAUSES)) {
      LOG.atWarn().log("cannot hear in time whether the tenant asked others to wait");
    }
    Routing routing = new Routing(tenant.routes(), Policies.expiry(settings));
    RecordLoop loop =
        new RecordLoop(
            Consumers.create(
                kafka,
                settings.get(PublisherSettings.MEMBER_ID),
                settings.get(PublisherSettings.SESSION_TIMEOUT)),
            new RecordReader(new TopicNames(kafka.prefix()), schemas, routing, metrics),
            ledger,
            engine,
            receipts,
            new ReceiptHistory(
                kafka, schemas, settings.get(PublisherSettings.RECEIPT_LOOK_BACK), clock),
            Policies.backlog(settings),
            settings.get(PublisherSettings.COMMIT_INTERVAL),
            clock);
    gauges(metrics, tenant.routes(), ledger, engine);
    return new PublisherService(tenant, receipts, board, engine, loop, realtime, desktop);
  }

  /** Connects only where a channel wants frames. */
  private static Optional<RealtimeCarrier> realtime(
      ServiceContext context, Tenant tenant, InstantSource clock) {
    return tenant
        .realtime()
        .map(
            spec ->
                new RealtimeCarrier(
                    spec,
                    tenant.client().tokens(),
                    clock,
                    JITTER,
                    new RealtimeMetrics(context.metrics())));
  }

  @Override
  public String name() {
    return "publisher";
  }

  @Override
  public void close() {
    loop.stop();
    desktop.close();
    try {
      if (!thread.join(CLOSE_WITHIN)) {
        LOG.atWarn().log("publisher did not stop in time: some work will be delivered again");
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    engine.close();
    realtime.ifPresent(RealtimeCarrier::close);
    receipts.close();
    board.close();
    tenant.client().close();
  }

  private void register(Health health) {
    health.ready(
        name(),
        () ->
            loop.failure()
                .or(
                    () ->
                        loop.isAssigned()
                            ? Optional.empty()
                            : Optional.of("waits for its part of the partitions")));
    health.live(name(), () -> loop.failure().or(receipts::failure));
  }

  private static void gauges(
      PublisherMetrics metrics, Routes routes, Ledger ledger, DeliveryEngine engine) {
    metrics.gauges(
        ledger::unfinished,
        workClass -> engine.ask((dispatcher, _) -> dispatcher.running(workClass)),
        () -> engine.ask((dispatcher, _) -> dispatcher.waiting()));
    Set<String> scopes = new HashSet<>(routes.outside());
    scopes.add(Pause.CLIENT);
    metrics.standing(
        routes.all(),
        channel -> engine.ask((dispatcher, _) -> dispatcher.state(channel)),
        scopes,
        scope -> engine.ask((dispatcher, now) -> dispatcher.paused(scope, now)));
  }
}
