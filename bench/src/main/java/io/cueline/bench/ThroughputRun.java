package io.cueline.bench;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.schemas.Frame;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures the compliance topology against the least that Kafka Streams can do with the same
 * records: one get and put each, and passing them through. All on one embedded broker in this
 * process, in turn, each round on a freshly loaded topic.
 *
 * @param calls a file of calls; empty for those of the demo
 * @param rules how many rules, those shipped among them: half literals, half regular expressions
 * @param records in the topic
 * @param rounds that count, of each kind, after some to warm up
 * @param threads of each application
 */
public record ThroughputRun(Optional<Path> calls, int rules, int records, int rounds, int threads) {

  /** As asked for in the product's description. */
  public static final int RULES = 100;

  private static final int PARTITIONS = 8;

  /** A service runs for days: the figures are those of a machine that has compiled its code. */
  private static final int WARM_UPS = 3;

  public ThroughputRun {
    if (rules < 10 || records < 1 || rounds < 1 || threads < 1) {
      throw new IllegalArgumentException("10 rules at least, and one record, round and thread");
    }
  }

  /**
   * Records per second, the median of the rounds.
   *
   * @param progress told of every round
   */
  public ThroughputResult measure(Consumer<String> progress) throws InterruptedException {
    String source = calls.map(Path::toString).orElse(Utterances.DEMO);
    Instant start = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
    List<Frame> frames = RecordedCalls.frames(source, records, start);
    Workload workload =
        new Workload(
            RecordedCalls.connection(start),
            frames,
            GeneratedRules.compiledWithDefaults(rules, Utterances.of(source)));
    Map<Contender, List<Double>> rates = new EnumMap<>(Contender.class);
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      Arena arena = new Arena(broker.bootstrapServers(), workload, PARTITIONS, threads);
      for (int round = 1 - WARM_UPS; round <= rounds; round++) {
        for (Contender contender : Contender.values()) {
          Stopwatch stopwatch = new Stopwatch();
          double rate = arena.round(contender, contender.label() + "-" + (round + WARM_UPS) + ".");
          double micros = stopwatch.processorMicros() / frames.size();
          boolean counts = round > 0;
          progress.accept(
              "%-12s %s  %,9.0f records/s, %4.1f µs of processors each, loading and all"
                  .formatted(
                      contender.label(), counts ? "round " + round : "warm-up", rate, micros));
          if (counts) {
            rates.computeIfAbsent(contender, any -> new ArrayList<>()).add(rate);
          }
        }
      }
    }
    return new ThroughputResult(
        median(rates, Contender.TOPOLOGY),
        median(rates, Contender.GET_AND_PUT),
        median(rates, Contender.CACHED_GET_AND_PUT),
        median(rates, Contender.PASS_THROUGH));
  }

  private static double median(Map<Contender, List<Double>> rates, Contender contender) {
    return Rounds.median(rates.getOrDefault(contender, List.of()));
  }
}
