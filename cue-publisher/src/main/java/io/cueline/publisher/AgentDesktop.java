package io.cueline.publisher;

import io.cueline.publisher.desktop.Desks;
import io.cueline.publisher.desktop.DesktopState;
import io.cueline.publisher.desktop.hub.DesktopHub;
import io.cueline.publisher.desktop.hub.DesktopMetrics;
import io.cueline.publisher.desktop.hub.DesktopSettings;
import io.cueline.publisher.desktop.hub.FeedbackSink;
import io.cueline.publisher.desktop.hub.HubLimits;
import io.cueline.publisher.desktop.hub.ReceiptSink;
import io.cueline.publisher.desktop.hub.Reception;
import io.cueline.publisher.desktop.kafka.DesktopReceipts;
import io.cueline.publisher.desktop.kafka.FeedbackWriter;
import io.cueline.publisher.desktop.kafka.TopicFollower;
import io.cueline.publisher.desktop.page.DesktopPages;
import io.cueline.publisher.desktop.token.TokenCheck;
import io.cueline.runtime.kafka.ClusterCheck;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent desktop of a publisher: pages, sockets, and what they show. Where no token can be
 * checked nobody may see anything, so nothing is followed.
 */
final class AgentDesktop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AgentDesktop.class);
  private static final Duration TICK = Duration.ofMillis(500);

  /** In the order in which they are stopped. */
  private final List<AutoCloseable> parts;

  private AgentDesktop(List<AutoCloseable> parts) {
    this.parts = parts;
  }

  /**
   * Adds its routes and health checks, and starts following.
   *
   * @throws StartupException where a setting is wrong or a topic is missing
   */
  static AgentDesktop start(ServiceContext context, SchemaDirectory schemas, InstantSource clock)
      throws InterruptedException {
    Settings settings = context.settings();
    if (!settings.get(DesktopSettings.ENABLED)) {
      return new AgentDesktop(List.of());
    }
    pages(settings).register(context.http());
    TokenCheck tokens = TokenCheck.from(settings, clock);
    DesktopMetrics metrics = new DesktopMetrics(context.metrics());
    List<AutoCloseable> parts = new ArrayList<>();
    FeedbackSink feedback = sink(context, schemas, tokens, parts);
    DesktopHub hub =
        new DesktopHub(
            new Desks(
                new DesktopState(
                    settings.get(DesktopSettings.KEEP_ENDED),
                    settings.get(DesktopSettings.LOOK_BACK)),
                zone(settings),
                settings.get(DesktopSettings.OUTBOX_MESSAGES),
                settings.get(DesktopSettings.OUTBOX_CHARS)),
            HubLimits.from(settings),
            context.kafka().tenant(),
            feedback,
            receipts(context, schemas, tokens, parts),
            clock,
            metrics);
    parts.addFirst(hub);
    context
        .http()
        .webSocket(DesktopPages.ROOT + "/interrupts", new Reception(hub, tokens, metrics));
    if (tokens.admitsAnybody()) {
      try {
        follow(context, schemas, hub, clock, parts);
      } catch (RuntimeException | InterruptedException failure) {
        new AgentDesktop(parts).close();
        throw failure;
      }
    } else {
      LOG.atInfo().log("nobody may connect a desktop: there is no key to check tokens with");
    }
    return new AgentDesktop(List.copyOf(parts));
  }

  private static void follow(
      ServiceContext context,
      SchemaDirectory schemas,
      DesktopHub hub,
      InstantSource clock,
      List<AutoCloseable> parts)
      throws InterruptedException {
    Settings settings = context.settings();
    KafkaAccess kafka = context.kafka();
    ClusterCheck.require(
        kafka,
        new TopicNames(kafka.prefix()).of(TopicFollower.FOLLOWED),
        settings.get(KafkaAccess.START_TIMEOUT));
    TopicFollower follower =
        new TopicFollower(
            kafka,
            schemas,
            settings.get(DesktopSettings.LOOK_BACK),
            zone(settings),
            new Shown(hub),
            clock);
    ScheduledExecutorService ticks =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("desktop-clock").factory());
    // The day's figures begin before anything is read.
    hub.tick();
    var _ =
        ticks.scheduleWithFixedDelay(
            () -> tick(hub), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    parts.addFirst(ticks::shutdownNow);
    parts.addFirst(follower);
    context.health().ready("desktop", follower::behind);
    context.health().live("desktop", follower::failure);
    follower.start();
  }

  @Override
  public void close() {
    for (AutoCloseable each : parts) {
      try {
        each.close();
      } catch (Exception unwilling) {
        LOG.atWarn().setCause(unwilling).log("a part of the desktop did not stop in order");
      }
    }
  }

  private static FeedbackSink sink(
      ServiceContext context,
      SchemaDirectory schemas,
      TokenCheck tokens,
      List<AutoCloseable> parts) {
    if (!tokens.admitsAnybody()) {
      return (_, done) -> done.accept(false);
    }
    FeedbackWriter writer = FeedbackWriter.open(context.kafka(), schemas);
    parts.add(writer);
    return writer;
  }

  private static ReceiptSink receipts(
      ServiceContext context,
      SchemaDirectory schemas,
      TokenCheck tokens,
      List<AutoCloseable> parts) {
    if (!tokens.admitsAnybody()) {
      return ReceiptSink.NONE;
    }
    DesktopReceipts receipts = DesktopReceipts.open(context.kafka(), schemas, context.metrics());
    parts.add(receipts);
    return receipts;
  }

  private static DesktopPages pages(Settings settings) {
    try {
      return new DesktopPages(settings.get(DesktopSettings.FRAME_ANCESTORS));
    } catch (IllegalArgumentException wrong) {
      throw new StartupException(
          "%s: %s".formatted(DesktopSettings.FRAME_ANCESTORS.key(), wrong.getMessage()), wrong);
    }
  }

  private static ZoneId zone(Settings settings) {
    String name = settings.get(DesktopSettings.TIME_ZONE);
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      throw new StartupException(
          "%s: there is no time zone '%s'; zones are named as in UTC or Europe/Berlin"
              .formatted(DesktopSettings.TIME_ZONE.key(), name),
          unknown);
    }
  }

  /** One that fails must not end those that follow. */
  private static void tick(DesktopHub hub) {
    try {
      hub.tick();
    } catch (RuntimeException bug) {
      LOG.atError().setCause(bug).log("the desktop's clock failed once");
    }
  }

  private record Shown(DesktopHub hub) implements TopicFollower.Reader {
    @Override
    public void take(List<? extends SpecificRecord> records) {
      hub.take(records);
    }

    @Override
    public void caughtUp() {
      hub.caughtUp();
    }
  }
}
