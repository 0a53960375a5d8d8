package io.cueline.workbench.trial;

import io.cueline.topology.rules.EngineSettings;
import io.cueline.topology.rules.RuleSet;
import io.cueline.topology.rules.RuleSnapshot;
import io.cueline.workbench.tenant.calls.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Rules tried on the calls of call files, on all cores. Pure, thread-safe. */
public final class Trial {

  /** No ticks go on in a file: a call there ends with its last turn and not of silence. */
  private static final Duration NEVER = Duration.ofDays(10_000);

  private Trial() {}

  /**
   * The rules as they judge calls from files: heard from their first word on, ended by their last.
   */
  public static RuleSnapshot forFiles(RuleSet rules) {
    EngineSettings engine = rules.engine();
    return RuleSnapshot.of(
        1,
        new EngineSettings(
            Duration.ZERO,
            NEVER,
            engine.endedMarker(),
            engine.fragmentIdle(),
            engine.fragmentMax()),
        rules.rules());
  }

  /**
   * @param rules of {@link #forFiles}
   * @param done told of each call when it is judged, on any thread
   * @return in the order of the calls
   */
  public static List<JudgedCall> run(
      List<Call> calls, RuleSnapshot rules, Consumer<JudgedCall> done) {
    return calls.parallelStream()
        .map(
            call -> {
              JudgedCall judged = judge(call, rules);
              done.accept(judged);
              return judged;
            })
        .toList();
  }

  /**
   * Both sets of rules on the same calls.
   *
   * @param into what compares them
   * @param done told once for each call, on any thread
   */
  public static Comparison.Result compare(
      List<Call> calls,
      RuleSnapshot baseline,
      RuleSnapshot candidate,
      Comparison into,
      Runnable done) {
    record Both(JudgedCall before, JudgedCall after) {}
    calls.parallelStream()
        .map(
            call -> {
              Both both = new Both(judge(call, baseline), judge(call, candidate));
              done.run();
              return both;
            })
        .toList()
        .forEach(both -> into.take(both.before, both.after));
    return into.result();
  }

  private static JudgedCall judge(Call call, RuleSnapshot rules) {
    RecordedCall recorded = RecordedCall.of(call);
    Replay replay = new Replay(rules, Optional.of(RecordedCall.ZERO));
    recorded.frames().forEach(replay::take);
    JudgedCall judged = replay.finish().getFirst();
    return inFileOrder(recorded.turns()) ? judged : renumbered(judged, recorded.turns());
  }

  private static boolean inFileOrder(List<Integer> turns) {
    return turns.equals(turns.stream().sorted(Comparator.naturalOrder()).toList());
  }

  private static JudgedCall renumbered(JudgedCall judged, List<Integer> turns) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Verdict each : judged.verdicts()) {
      List<Words> words =
          each.evidence().stream()
              .map(
                  word ->
                      new Words(
                          word.text(),
                          word.start(),
                          word.end(),
                          word.speaker(),
                          turns.get(word.turn())))
              .toList();
      verdicts.add(
          new Verdict(
              each.interactionId(),
              each.ruleId(),
              each.outcome(),
              each.atMs(),
              words,
              each.mode(),
              each.reason()));
    }
    return new JudgedCall(judged.interactionId(), verdicts, judged.alerts());
  }
}
