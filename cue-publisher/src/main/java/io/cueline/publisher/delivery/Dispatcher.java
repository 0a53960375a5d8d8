package io.cueline.publisher.delivery;

import io.cueline.publisher.delivery.Position.Share;
import io.cueline.schemas.DeliveryOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The delivery core: what is sent when, and what is not sent at all. Whatever is offered is settled
 * by exactly one receipt, unless its partition is taken away first.
 *
 * <p>Not thread-safe. Time is the wall clock that {@code decidedAt} was read from; it is handed in
 * and may step back.
 */
public final class Dispatcher {

  private final Throttle throttle;
  private final CueMemory memory = new CueMemory();
  private final WaitingLine line = new WaitingLine();
  private final Lanes lanes = new Lanes();
  private final Doubts doubts;
  private final Map<Long, Pending> running = new HashMap<>();
  private final Set<Share> released = new HashSet<>();
  private long sequence;
  private long sendings;

  public Dispatcher(Bounds bounds, Instant now) {
    this.throttle = new Throttle(bounds, now);
    this.doubts = new Doubts(memory, throttle);
  }

  /** The part of the tenant's limit that is this instance's, above 0 up to 1. */
  public void share(double part) {
    throttle.share(part);
  }

  /** Another instance was asked to wait, which concerns us too. */
  public void heard(Pause pause) {
    throttle.heard(pause);
  }

  /** A partition is ours now, and this is what its earlier owners wrote, oldest first. */
  public void assigned(Share share, List<PastReceipt> receipts) {
    released.remove(share);
    memory.restore(share, receipts);
  }

  /**
   * Takes work in. Newer work of the same subject replaces what waits; nothing is started here, see
   * {@link #due}.
   */
  public List<Step> offer(Work work, Instant now) {
    List<Step> steps = new ArrayList<>();
    Optional<DeliveryOutcome> before = memory.receipted(work);
    if (before.isPresent()) {
      steps.add(new Step.Finish(work));
      goOnWith(work, before.get(), now, steps);
      return steps;
    }
    memory.meet(work);
    Pending pending = new Pending(work, sequence++, now);
    if (memory.overtaken(work)) {
      settle(pending.receipt(DeliveryOutcome.MERGED, "a newer state went before", now), steps);
      return steps;
    }
    Lane lane = lanes.of(work);
    Pending replaced = lane.put(pending);
    if (replaced != null) {
      line.remove(replaced);
      settle(replaced.receipt(DeliveryOutcome.MERGED, "a newer state came", now), steps);
    }
    line.expect(pending);
    settleOrLine(lane, pending, now, steps);
    lanes.tidy(work);
    return steps;
  }

  /** What is to be done by now: calls to start, most urgent first, and what has expired. */
  public List<Step> due(Instant now) {
    List<Step> steps = new ArrayList<>();
    for (Pending pending : line.expired(now)) {
      Lane lane = lanes.of(pending.work);
      drop(pending, lane);
      settle(pending.receipt(DeliveryOutcome.EXPIRED, doubts.expired(pending), now), steps);
      lanes.tidy(pending.work);
    }
    line.advance(now);
    Optional<Pending> startable = firstStartable(now);
    while (startable.isPresent()) {
      steps.add(start(startable.get(), now));
      startable = firstStartable(now);
    }
    return steps;
  }

  /** When {@link #due} will next have something to do if nothing else happens. */
  public Optional<Instant> nextDue(Instant now) {
    List<Instant> times = new ArrayList<>();
    line.nextPutOff().ifPresent(times::add);
    line.nextExpiry().ifPresent(times::add);
    for (Pending head : line.heads()) {
      if (throttle.hasRoom(head.work)) {
        times.add(throttle.permitAt(head.work, head.attempts, now));
      }
    }
    return times.stream().min(Instant::compareTo);
  }

  /** An attempt came out. Answers for what is no longer ours are ignored. */
  public List<Step> answered(long sending, AttemptResult result, Instant now) {
    Pending pending = running.remove(sending);
    if (pending == null) {
      return List.of();
    }
    Work work = pending.work;
    List<Step> steps = new ArrayList<>();
    Breaker.Verdict verdict = Breaker.Verdict.of(result);
    throttle.ended(work, pending.permit, verdict, now).ifPresent(steps::add);
    Lane lane = lanes.of(pending.work);
    lane.ended();
    switch (result) {
      case AttemptResult.Taken(var status, var audit) -> {
        pending.cameOut(status, Optional.empty(), audit);
        settle(pending.receipt(DeliveryOutcome.DELIVERED, now), steps);
      }
      case AttemptResult.GivenUp(var status, String reason, var audit) -> {
        pending.cameOut(status, Optional.of(reason), audit);
        settle(pending.receipt(DeliveryOutcome.FAILED, now), steps);
      }
      case AttemptResult.Stale(String reason, var audit) -> {
        pending.cameOut(Optional.empty(), Optional.of(reason), audit);
        settle(pending.receipt(DeliveryOutcome.EXPIRED, now), steps);
      }
      case AttemptResult.Again again -> tryAgain(pending, lane, again, now, steps);
    }
    goOn(lane, work, now, steps);
    return steps;
  }

  /**
   * Forgets what waits of these partitions, without receipts: their next owner will have it.
   * Nothing of theirs is started from now on.
   *
   * @return the sendings still under way, whose answers count until {@link #abandon}
   */
  public Set<Long> release(Set<Share> shares) {
    released.addAll(shares);
    for (Pending pending : lanes.waiting()) {
      if (shares.contains(pending.work.position().share())) {
        drop(pending, lanes.of(pending.work));
        lanes.tidy(pending.work);
      }
    }
    return running.entrySet().stream()
        .filter(entry -> shares.contains(entry.getValue().work.position().share()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * The partitions are gone: what is still under way will not be receipted here.
   *
   * @return what that frees others to do
   */
  public List<Step> abandon(Set<Share> shares, Instant now) {
    List<Step> steps = new ArrayList<>();
    for (long sending : release(shares)) {
      @Nullable Pending pending = running.remove(sending);
      if (pending != null) {
        Optional<Step.Notice> _ =
            throttle.ended(pending.work, pending.permit, Breaker.Verdict.NOTHING, now);
        Lane lane = lanes.of(pending.work);
        lane.ended();
        goOn(lane, pending.work, now, steps);
      }
    }
    shares.forEach(memory::forget);
    return steps;
  }

  /** How many wait. */
  public int waiting() {
    return line.size();
  }

  /** How many calls are under way. */
  public int running(WorkClass workClass) {
    return throttle.running(workClass);
  }

  /** Whether a channel answers, as far as we know. */
  public BreakerState state(String channel) {
    return throttle.state(channel);
  }

  /** How long all of a scope have yet to wait since they were asked to, see {@link Pause}. */
  public Duration paused(String scope, Instant now) {
    return throttle.paused(scope, now);
  }

  private Optional<Pending> firstStartable(Instant now) {
    for (Pending head : line.heads()) {
      Optional<Long> permit = throttle.tryStart(head.work, head.attempts, now);
      if (permit.isPresent()) {
        head.permit = permit.get();
        return Optional.of(head);
      }
    }
    return Optional.empty();
  }

  private Step start(Pending pending, Instant now) {
    Lane lane = lanes.of(pending.work);
    line.remove(pending);
    lane.start(pending);
    lane.waiting().forEach(line::unline);
    if (pending.attempts == 0) {
      pending.shownBefore = memory.shown(pending.work);
    }
    pending.startedAt(now);
    long sending = sendings++;
    running.put(sending, pending);
    return new Step.Send(sending, pending.work, pending.attempts, pending.shownBefore);
  }

  private void tryAgain(
      Pending pending, Lane lane, AttemptResult.Again again, Instant now, List<Step> steps) {
    pending.cameOut(again.status(), Optional.of(again.reason()), Optional.empty());
    Instant next = now.plus(again.after());
    if (again.everybody()) {
      throttle.pauseUntil(pending.work, next).map(Step.Paused::new).ifPresent(steps::add);
    }
    if (released.contains(pending.work.position().share())) {
      return;
    }
    if (lane.waiting(pending.work.slot()) != null) {
      settle(pending.receipt(DeliveryOutcome.MERGED, "a newer state came", now), steps);
    } else if (!next.isBefore(pending.work.expiresAt())) {
      String why = "past its time before the next attempt";
      settle(pending.receipt(DeliveryOutcome.EXPIRED, why, now), steps);
    } else {
      pending.notBefore = next;
      lane.put(pending);
      line.expect(pending);
    }
  }

  /** The lane is free again. */
  private void goOn(Lane lane, Work ended, Instant now, List<Step> steps) {
    for (Pending waiting : lane.waiting()) {
      settleOrLine(lane, waiting, now, steps);
    }
    lanes.tidy(ended);
  }

  /** Work whose turn it is: with nothing to send it is settled, else it stands in line. */
  private void settleOrLine(Lane lane, Pending pending, Instant now, List<Step> steps) {
    if (lane.isSending(pending.work.slot())) {
      return;
    }
    Optional<String> nothing = doubts.nothingToSend(pending);
    if (nothing.isPresent()) {
      drop(pending, lane);
      settle(pending.receipt(DeliveryOutcome.SUPPRESSED, nothing.get(), now), steps);
    } else if (!lane.isBusy()) {
      line.line(pending, now);
    }
  }

  private void settle(Receipt receipt, List<Step> steps) {
    memory.note(receipt);
    steps.add(new Step.Settle(receipt));
    goOnWith(receipt.work(), receipt.outcome(), receipt.finishedAt(), steps);
  }

  /**
   * What follows a piece of work: it goes where that was delivered, and else has nothing to say.
   */
  private void goOnWith(Work work, DeliveryOutcome outcome, Instant now, List<Step> steps) {
    for (Work then : work.then()) {
      if (outcome != DeliveryOutcome.DELIVERED) {
        Pending never = new Pending(then, sequence++, now);
        settle(
            never.receipt(DeliveryOutcome.SUPPRESSED, "what it tells of was not shown", now),
            steps);
      } else if (!released.contains(work.position().share())) {
        steps.addAll(offer(then, now));
      }
    }
  }

  private void drop(Pending pending, Lane lane) {
    line.remove(pending);
    lane.remove(pending);
  }
}
