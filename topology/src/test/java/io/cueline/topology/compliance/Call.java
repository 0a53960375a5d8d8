package io.cueline.topology.compliance;

import io.cueline.schemas.Frame;
import io.cueline.schemas.Speaker;
import io.cueline.topology.compliance.Decision.CueChanged;
import io.cueline.topology.compliance.Decision.DisclosureStepped;
import io.cueline.topology.compliance.Decision.NearMissed;
import io.cueline.topology.compliance.Decision.Settled;
import io.cueline.topology.compliance.Decision.ViolationDecided;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One call on one source, told line by line; times in seconds. */
final class Call {

  static final String ID = "call-1";

  private static final class Book implements RuleBook {
    private final Map<Long, RuleSnapshot> known = new HashMap<>();
    private RuleSnapshot current = RuleSnapshot.EMPTY;

    @Override
    public RuleSnapshot current() {
      return current;
    }

    @Override
    public RuleSnapshot adopted(long revision) {
      return known.getOrDefault(revision, current);
    }

    void publish(RuleSnapshot next) {
      current = next;
      known.put(next.revision(), next);
    }
  }

  final Source source = new Source("stream");
  private final Book book = new Book();
  final EngineRun run = new EngineRun(book, UnaryOperator.identity());

  static Call under(Rule... rules) {
    return under(Rules.snapshot(1, rules));
  }

  static Call under(RuleSnapshot rules) {
    Call call = new Call();
    call.book.publish(rules);
    call.take(call.source.connect(-3_600_000));
    return call;
  }

  Call publish(RuleSnapshot rules) {
    book.publish(rules);
    return this;
  }

  Call agent(double at, String text) {
    return take(source.says(millis(at), ID, Speaker.AGENT, text));
  }

  Call customer(double at, String text) {
    return take(source.says(millis(at), ID, Speaker.CUSTOMER, text));
  }

  Call somebody(double at, String text) {
    return take(source.says(millis(at), ID, Speaker.UNKNOWN, text));
  }

  Call tick(double readUpTo) {
    return take(source.tick(millis(readUpTo)));
  }

  Call lose(double from, double to) {
    return take(source.connect(millis(to), millis(from), millis(to)));
  }

  Call end(double at) {
    return take(source.end(millis(at), ID));
  }

  Call take(Frame frame) {
    run.take(frame);
    return this;
  }

  static long millis(double seconds) {
    return Math.round(seconds * 1_000);
  }

  /** Seconds on the call's clock. */
  static double seconds(Decision decision) {
    return (decision.at().toEpochMilli() - Source.START.toEpochMilli()) / 1_000.0;
  }

  <D extends Decision> List<D> all(Class<D> kind) {
    return run.decisions(ID).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Such as {@code keywords PROHIBITED 8.0}. */
  List<String> violations() {
    return all(ViolationDecided.class).stream()
        .map(
            each ->
                each.rule().ruleId()
                    + each.reason().map(why -> " " + why).orElse("")
                    + " "
                    + each.kind()
                    + " "
                    + seconds(each))
        .toList();
  }

  /** Such as {@code OPENED 1 [Recording notice] 30.0}. */
  List<String> cues() {
    return all(CueChanged.class).stream()
        .map(
            each ->
                each.change()
                    + " "
                    + each.number()
                    + " "
                    + each.items().stream().map(item -> item.getTitle()).toList()
                    + each.closeReason().map(why -> " " + why).orElse("")
                    + " "
                    + seconds(each))
        .toList();
  }

  /** Such as {@code PENDING 0.0}. */
  List<String> steps() {
    return all(DisclosureStepped.class).stream()
        .map(
            each ->
                each.state() + each.reason().map(why -> " " + why).orElse("") + " " + seconds(each))
        .toList();
  }

  List<String> nearMisses() {
    return all(NearMissed.class).stream()
        .map(each -> each.reason() + " " + each.evidence().getText())
        .toList();
  }

  /** Of the scorecard at the end, such as {@code recording MISSED}. */
  List<String> outcomes() {
    return all(Settled.class).stream()
        .flatMap(settled -> settled.card().outcomes().stream())
        .flatMap(
            each ->
                Stream.of(
                    each.getRuleId()
                        + " "
                        + each.getOutcome()
                        + (each.getReason() == null ? "" : " " + each.getReason())))
        .toList();
  }
}
