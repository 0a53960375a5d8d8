package io.cueline.bench;

import io.cueline.topology.rules.Hit;
import io.cueline.topology.rules.RuleSnapshot;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** Utterances matched against all rules, normalisation included, one after the other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@SuppressWarnings("NullAway.Init") // fields are set by JMH
public class MatchingBenchmark {

  /** How many rules. */
  @Param({"10", "100", "1000", "10000"})
  public int rules;

  /** A file of calls, or {@link Utterances#DEMO}. */
  @Param(Utterances.DEMO)
  public String calls;

  private RuleSnapshot snapshot;
  private List<String> texts;
  private int next;

  @Setup
  public void load() {
    texts = Utterances.of(calls);
    snapshot = GeneratedRules.compiled(rules, texts);
  }

  /**
   * What the thread has used of its processor meanwhile, and the collector for it: what else the
   * machine does is not ours.
   */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Processor {
    public long utterances;
    public long processorNanos;

    /** Not public: those that are start at zero after the set-up. */
    private long started;

    @Setup(Level.Iteration)
    public void start() {
      started = used();
    }

    @TearDown(Level.Iteration)
    public void stop() {
      processorNanos = used() - started;
    }

    private static long used() {
      long collector =
          ManagementFactory.getGarbageCollectorMXBeans().stream()
              .mapToLong(GarbageCollectorMXBean::getCollectionTime)
              .sum();
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
          + TimeUnit.MILLISECONDS.toNanos(collector);
    }
  }

  @Benchmark
  public List<Hit> utterance(Processor processor) {
    processor.utterances++;
    String text = texts.get(next);
    next = next + 1 == texts.size() ? 0 : next + 1;
    return snapshot.match("", text);
  }
}
