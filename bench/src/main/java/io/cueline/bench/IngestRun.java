package io.cueline.bench;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.ingest.IngestService;
import io.cueline.ingest.IngestSettings;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.ServiceHost;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures ingest from the tenant's socket to Kafka's acknowledgement, against a bare producer of
 * the same records. Broker, ingest and a sender of prepared bytes are all in this process, on
 * whatever cores it has; the rounds take turns.
 *
 * @param calls a file of calls; empty for those of the demo
 * @param frames of each round, about
 * @param rounds that count, of each kind, after three to warm up
 */
public record IngestRun(Optional<Path> calls, int frames, int rounds) {

  private static final int PARTITIONS = 8;
  private static final int WARM_UPS = 3;
  private static final int PREPARED = 20_000;
  private static final String PREFIX = "bench.";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofMillis(2);

  public IngestRun {
    if (frames < 1 || rounds < 1) {
      throw new IllegalArgumentException("one frame and round at least");
    }
  }

  /**
   * Medians of the rounds.
   *
   * @param given what is set beside, of ingest for instance
   * @param progress told of every round
   */
  public IngestResult measure(Settings given, Consumer<String> progress)
      throws InterruptedException {
    String source = calls.map(Path::toString).orElse(Utterances.DEMO);
    SocketFrames prepared =
        SocketFrames.of(RecordedCalls.frames(source, Math.min(frames, PREPARED), Instant.now()));
    int times = Math.max(1, Math.round((float) frames / prepared.count()));
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        FrameSender sender = new FrameSender()) {
      Settings settings = settings(given, broker, sender);
      KafkaAccess kafka = KafkaAccess.from(settings);
      Rounds.createTopics(kafka, PARTITIONS);
      try (ServiceHost ingest = ServiceHost.start(settings, IngestService::start)) {
        Side side = new Side(ingest.context().metrics(), sender.stream(), prepared, times);
        return rounds(side, new BareProducer(kafka, settings), progress);
      }
    }
  }

  private IngestResult rounds(Side side, BareProducer bare, Consumer<String> progress)
      throws InterruptedException {
    List<Double> ingested = new ArrayList<>();
    List<Double> produced = new ArrayList<>();
    for (int round = 1 - WARM_UPS; round <= rounds; round++) {
      Stopwatch stopwatch = new Stopwatch();
      double own = side.round();
      double ownMicros = stopwatch.processorMicros() / side.frames();
      if (round == 1 - WARM_UPS) {
        bare.load(new TopicNames(PREFIX).of(Topics.TRANSCRIPT_FRAMES), side.frames());
      }
      stopwatch = new Stopwatch();
      double other = bare.round(PREFIX + "bare" + round);
      double otherMicros = stopwatch.processorMicros() / side.frames();
      String name = round < 1 ? "warm-up" : "round " + round;
      progress.accept(line("ingest", name, own, ownMicros));
      progress.accept(line("bare producer", name, other, otherMicros));
      if (round > 0) {
        ingested.add(own);
        produced.add(other);
      }
    }
    return new IngestResult(Rounds.median(ingested), Rounds.median(produced));
  }

  private static String line(String what, String round, double rate, double micros) {
    return "%-13s  %s  %,9.0f frames/s, %4.1f µs of processors a frame, broker and all"
        .formatted(what, round, rate, micros);
  }

  /** Ingest with its sender. */
  private record Side(
      MeterRegistry metrics, FrameSender.Stream stream, SocketFrames prepared, int times) {

    int frames() {
      return prepared.count() * times;
    }

    /** Frames a second, from the first byte written to the last acknowledgement. */
    double round() throws InterruptedException {
      long before = words();
      long start = System.nanoTime();
      Thread writing =
          Thread.ofPlatform().name("bench-writer").start(() -> stream.write(prepared, times));
      while (words() < before + frames() || acknowledged() < sent()) {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          throw new IllegalStateException(
              "%d of %d frames were read in %d s"
                  .formatted(words() - before, frames(), PATIENCE.toSeconds()));
        }
        Thread.sleep(LOOK);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      writing.join();
      return frames() / seconds;
    }

    private long words() {
      return frames("utterance") + frames("end");
    }

    /** Marks go to every partition, frames to one. */
    private long sent() {
      return words() + PARTITIONS * (frames("tick") + frames("epoch"));
    }

    private long frames(String kind) {
      return (long)
          metrics.get("cueline.ingest.frames").tag("kind", kind).counters().stream()
              .mapToDouble(counter -> counter.count())
              .sum();
    }

    private long acknowledged() {
      return metrics.get("cueline.ingest.lag").timers().stream()
          .mapToLong(timer -> timer.count())
          .sum();
    }
  }

  private static Settings settings(Settings given, EmbeddedBroker broker, FrameSender sender) {
    return given
        .with(KafkaAccess.BOOTSTRAP, broker.bootstrapServers())
        .with(KafkaAccess.PREFIX, PREFIX)
        .with(HttpSettings.PORT, "0")
        .with(CxoneSettings.PROFILE, "simulator")
        .with(CxoneSettings.VARIABLES, "tenantUrl=" + sender.url())
        .with(CxoneSettings.CLIENT_ID, "bench")
        .with(CxoneSettings.CLIENT_SECRET, "bench")
        .with(IngestSettings.ARTICLES, "false");
  }
}
