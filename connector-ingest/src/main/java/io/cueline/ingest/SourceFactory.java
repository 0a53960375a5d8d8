package io.cueline.ingest;

import io.cueline.ingest.clock.LogTail;
import io.cueline.ingest.clock.Now;
import io.cueline.ingest.clock.SourceClock;
import io.cueline.ingest.clock.TickSchedule;
import io.cueline.ingest.kafka.ContactFollower;
import io.cueline.ingest.kafka.ControlLog;
import io.cueline.ingest.kafka.FrameLog;
import io.cueline.ingest.kafka.FrameMetrics;
import io.cueline.ingest.kafka.LogTailReader;
import io.cueline.ingest.kafka.RecordSink;
import io.cueline.ingest.kafka.Source;
import io.cueline.ingest.ownership.Lease;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.Topics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** Opens sources: each with its own place in the log, its clock, its ticks, its buffer. */
final class SourceFactory {

  private final ServiceContext context;
  private final Settings settings;
  private final String instance;
  private final Set<FrameLog> open = ConcurrentHashMap.newKeySet();

  SourceFactory(ServiceContext context) {
    this.context = context;
    this.settings = context.settings();
    this.instance = settings.get(IngestSettings.INSTANCE).orElseGet(SourceFactory::somebodyNew);
  }

  /** Unlike any other instance's, so that what it alone hears is unlike any other source. */
  private static String somebodyNew() {
    String random = UUID.randomUUID().toString().substring(0, 8);
    try {
      return InetAddress.getLocalHost().getHostName() + "-" + random;
    } catch (UnknownHostException nameless) {
      return random;
    }
  }

  /** This instance's name. */
  String instance() {
    return instance;
  }

  /**
   * Opens the source of a stream that one instance at a time reads, where it was left.
   *
   * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
   */
  OpenSource shared(String stream, FrameMetrics metrics, Lease lease) {
    Source source = Source.shared(context.kafka().tenant(), stream);
    return open(source, tail(source), metrics, lease);
  }

  /**
   * Opens the source of a stream that is pushed to every instance.
   *
   * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
   */
  OpenSource ofInstance(String stream, FrameMetrics metrics) {
    Source source = Source.ofInstance(context.kafka().tenant(), stream, instance);
    return open(source, tailOfInstance(source), metrics, Lease.forever());
  }

  /** Follows the calls that another stream hears, whichever instance reads it. */
  ContactFollower contactsOf(String stream) {
    return new ContactFollower(context.kafka(), stream);
  }

  /** Opens the source of what this instance is told over HTTP. */
  ControlLog control() {
    Source source = Source.ofInstance(context.kafka().tenant(), "control", instance);
    Supplier<Optional<Instant>> clock =
        switch (settings.get(IngestSettings.CLOCK)) {
          case SYSTEM -> {
            SourceClock own = SourceClock.system(Instant.EPOCH);
            yield () -> Optional.of(own.read(now()));
          }
          case STREAM -> this::latest;
        };
    return new ControlLog(
        source,
        clock,
        tailOfInstance(source),
        SourceFactory::now,
        sink(Topics.TRANSCRIPT_FRAMES),
        new FrameMetrics(context.metrics(), "control"),
        settings.get(IngestSettings.STOP_TIMEOUT));
  }

  /** A replay's time, as far as any of its streams has told it here. */
  private Optional<Instant> latest() {
    return open.stream().flatMap(log -> log.now().stream()).max(Comparator.naturalOrder());
  }

  private OpenSource open(Source source, LogTail tail, FrameMetrics metrics, Lease lease) {
    SourceClock clock =
        switch (settings.get(IngestSettings.CLOCK)) {
          case SYSTEM -> SourceClock.system(tail.latest());
          case STREAM -> SourceClock.stream(tail.latest());
        };
    TickSchedule schedule =
        new TickSchedule(
            settings.get(IngestSettings.TICK_INTERVAL), settings.get(IngestSettings.TICK_PAUSE));
    RecordSink sink = sink(Topics.TRANSCRIPT_FRAMES, Topics.REJECTED_FRAMES);
    FrameLog log;
    try {
      log =
          new FrameLog(
              source,
              clock,
              tail,
              schedule,
              SourceFactory::now,
              sink,
              metrics,
              settings.get(IngestSettings.STOP_TIMEOUT),
              lease);
    } catch (KafkaException stopped) {
      sink.close();
      throw stopped;
    }
    open.add(log);
    Ticker ticker = new Ticker(source.name(), log, settings.get(IngestSettings.TICK_PAUSE));
    return new OpenSource(log, ticker, () -> open.remove(log));
  }

  private LogTail tail(Source source) {
    return new LogTailReader(context.kafka(), source).read();
  }

  /** Under a name that nobody else had, nothing can have been written. */
  private LogTail tailOfInstance(Source source) {
    return settings.get(IngestSettings.INSTANCE).isPresent() ? tail(source) : LogTail.NONE;
  }

  /** A producer of its own, so that one that is slow or given up holds up no other. */
  RecordSink sink(Topic<?>... topics) {
    return new RecordSink(
        context.kafka(),
        settings.get(IngestSettings.BUFFER),
        settings.get(IngestSettings.LINGER),
        topics);
  }

  static Now now() {
    return new Now(Instant.now(), System.nanoTime());
  }
}
