package io.cueline.topology.app;

import io.cueline.schemas.Feedback;
import io.cueline.schemas.Frame;
import io.cueline.topology.compliance.ComplianceEngine;
import io.cueline.topology.compliance.ComplianceEngine.Outcome;
import io.cueline.topology.compliance.Decision;
import io.cueline.topology.compliance.InteractionState;
import io.cueline.topology.compliance.Kept;
import io.cueline.topology.compliance.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The engine within a task: looks up what is kept of an interaction, lets the engine decide, keeps
 * what is new and sends on what was decided. One read and at most one write per frame. A tick looks
 * at the interactions that wait for its source's time, a bounded number at once; the others wait
 * for the next tick, which changes when they are decided and not what.
 */
final class FrameProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {

  /** What brought decisions about, and when it was received. */
  private record Cause(String tenant, Instant receivedAt) {
    static Cause of(Frame frame) {
      return new Cause(frame.getTenant(), frame.getReceivedAt());
    }
  }

  private static final int LOOKS_PER_TICK = 5_000;
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final RevisionHistory rules;
  private final DecisionMetrics metrics;
  private final InstantSource wallClock;
  private final Map<String, SourceState> sources = new HashMap<>();
  private final Timers timers = new Timers();
  private final ComplianceEngine engine;
  private final Hurry hurry;
  private @Nullable ProcessorContext<String, SpecificRecord> context;
  private @Nullable InteractionStore store;

  /**
   * @param hurry of the thread whose task this is
   * @param wallClock for processing times, which decide nothing
   */
  FrameProcessor(
      RevisionHistory rules, DecisionMetrics metrics, Hurry hurry, InstantSource wallClock) {
    this.rules = rules;
    this.hurry = hurry;
    this.metrics = metrics;
    this.wallClock = wallClock;
    this.engine = new ComplianceEngine(source -> Optional.ofNullable(sources.get(source)), rules);
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    this.store = context.getStateStore(Names.INTERACTIONS);
    store().onCommit(() -> hurry.committing(System.nanoTime()));
    rebuild();
  }

  /** From the store: a task that is revived after a failure begins anew with the same processor. */
  void rebuild() {
    sources.clear();
    timers.clear();
    store()
        .forEach(
            (key, entry) -> {
              if (StoreKeys.isSource(key)) {
                sources.put(StoreKeys.id(key), StateCodec.readSource(entry));
              } else {
                timers.arm(key, StateCodec.wakes(entry));
              }
            });
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {
    hurry.working(System.nanoTime());
    if (record.value() instanceof Frame frame) {
      frame(frame);
    } else if (record.value() instanceof Feedback feedback) {
      feedback(feedback);
    }
  }

  /** What came in a frame has been seen to with the frame; what is left is of desktops. */
  private void feedback(Feedback feedback) {
    if (feedback.getPosition() != null
        || !ComplianceEngine.isAcknowledgement(feedback.getAction())) {
      return;
    }
    String id = feedback.getInteractionId();
    String key = StoreKeys.interaction(id);
    Optional<Kept> kept = read(key);
    if (kept.isPresent()) {
      Outcome outcome = engine.onAcknowledged(id, kept.get(), feedback.getSubjectId());
      Cause cause = new Cause(feedback.getTenant(), feedback.getReceivedAt());
      finish(key, outcome, kept.equals(outcome.kept()), cause);
    }
  }

  private void frame(Frame frame) {
    metrics.frame(frame.getKind());
    learnOfSource(frame);
    switch (frame.getKind()) {
      case TICK -> tick(frame);
      case EPOCH -> {}
      case UTTERANCE, FRAGMENT, DIALOG_STATE, FEEDBACK, ASSIGNMENT, END, OTHER ->
          interactionFrame(frame);
    }
  }

  private void learnOfSource(Frame frame) {
    Optional<SourceState> known = Optional.ofNullable(sources.get(frame.getSource()));
    SourceState.after(known, frame)
        .ifPresent(
            next -> {
              store().write(StoreKeys.source(frame.getSource()), StateCodec.write(next));
              sources.put(frame.getSource(), next);
            });
  }

  private void interactionFrame(Frame frame) {
    String id =
        Objects.requireNonNull(
            frame.getInteractionId(), () -> frame.getKind() + " frame without interaction");
    String key = StoreKeys.interaction(id);
    Optional<Kept> kept = read(key);
    Outcome outcome = engine.onFrame(id, kept, frame);
    if (outcome.kept().isPresent()) {
      Map<String, Instant> armed = kept.map(Kept::wakes).orElse(Map.of());
      timers.moved(key, armed, outcome.kept().get().wakes());
    }
    // Nearly every frame changes something: equality is not looked for.
    store().put(key, outcome.kept());
    send(id, outcome, Cause.of(frame));
  }

  private void tick(Frame frame) {
    @Nullable Instant readUpTo = frame.getReadUpTo();
    @Nullable SourceState source = sources.get(frame.getSource());
    if (readUpTo == null || source == null || source.epoch() != frame.getEpoch()) {
      return;
    }
    metrics.lag(
        timers
            .next(frame.getSource())
            .filter(due -> due.isBefore(readUpTo))
            .map(due -> Duration.between(due, readUpTo))
            .orElse(Duration.ZERO));
    for (int looks = 0; looks < LOOKS_PER_TICK; looks++) {
      Optional<String> due = timers.poll(frame.getSource(), readUpTo);
      if (due.isEmpty()) {
        return;
      }
      look(due.get(), frame, readUpTo);
    }
  }

  private void look(String key, Frame tick, Instant readUpTo) {
    Optional<Kept> kept = read(key);
    if (kept.isPresent()) {
      Outcome outcome = engine.onTick(StoreKeys.id(key), kept.get(), tick.getSource(), readUpTo);
      finish(key, outcome, kept.equals(outcome.kept()), Cause.of(tick));
    }
  }

  private Optional<Kept> read(String key) {
    Optional<Kept> kept = store().get(key);
    if (kept.orElse(null) instanceof InteractionState state) {
      rules.awaitAtLeast(state.revision());
    }
    return kept;
  }

  private void finish(String key, Outcome outcome, boolean same, Cause cause) {
    outcome.kept().ifPresent(kept -> timers.arm(key, kept.wakes()));
    if (!same) {
      store().put(key, outcome.kept());
    }
    send(StoreKeys.id(key), outcome, cause);
  }

  private void send(String interactionId, Outcome outcome, Cause cause) {
    if (outcome.decisions().isEmpty()) {
      return;
    }
    Instant now = wallClock.instant();
    Records records = new Records(cause.tenant(), interactionId, cause.receivedAt(), now);
    boolean cue = false;
    for (Decision decision : outcome.decisions()) {
      Records.Outgoing outgoing = records.of(decision);
      long timestamp = Math.max(0, decision.at().toEpochMilli());
      context().forward(new Record<>(outgoing.key(), outgoing.value(), timestamp), outgoing.sink());
      metrics.decided(decision);
      cue |= decision instanceof Decision.CueChanged;
    }
    // Behind by more than that, a cue waits for the log before it, not for its commit.
    boolean fresh = cause.receivedAt().plus(FRESH).isAfter(now);
    if (cue && fresh && hurry.ask(System.nanoTime())) {
      context().commit();
    }
  }

  private ProcessorContext<String, SpecificRecord> context() {
    return Objects.requireNonNull(context, "not initialised");
  }

  private InteractionStore store() {
    return Objects.requireNonNull(store, "not initialised");
  }
}
