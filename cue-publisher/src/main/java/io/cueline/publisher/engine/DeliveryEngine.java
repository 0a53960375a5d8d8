package io.cueline.publisher.engine;

import io.cueline.publisher.delivery.AttemptResult;
import io.cueline.publisher.delivery.Dispatcher;
import io.cueline.publisher.delivery.PastReceipt;
import io.cueline.publisher.delivery.Pause;
import io.cueline.publisher.delivery.Position;
import io.cueline.publisher.delivery.Position.Share;
import io.cueline.publisher.delivery.Receipt;
import io.cueline.publisher.delivery.Step;
import io.cueline.publisher.delivery.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link Dispatcher}: decides under one lock, acts outside it. Each call has a virtual
 * thread of its own; another one sleeps until time alone brings something to do. Thread-safe.
 */
public final class DeliveryEngine implements AutoCloseable {

  /** What the engine's decisions are carried out by. All are called without the lock held. */
  public interface Hands {
    /** Makes one attempt and blocks; must not throw. */
    AttemptResult send(Step.Send send);

    /** Writes the receipt, after which the record is finished. */
    void settle(Receipt receipt);

    /** The record is finished without a receipt of ours. */
    void finish(Position position);

    /** The part of what the tenant allows that is this instance's, above 0 up to 1. */
    default void share(double part) {}

    /** Tells whom it may concern; must be quick. */
    void notice(Step.Notice notice);
  }

  /** A wall clock may step: never sleep longer on its word. */
  private static final Duration LONGEST_NAP = Duration.ofSeconds(1);

  private final Dispatcher dispatcher;
  private final InstantSource clock;
  private final Hands hands;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition answered = lock.newCondition();
  private final Map<Long, Thread> calls = new HashMap<>();
  private final Thread pacer;
  private Instant wakeAt = Instant.MAX;
  private boolean closed;

  public DeliveryEngine(Dispatcher dispatcher, InstantSource clock, Hands hands) {
    this.dispatcher = dispatcher;
    this.clock = clock;
    this.hands = hands;
    this.pacer = Thread.ofVirtual().name("publisher-pacer").start(this::pace);
  }

  /** Partitions are ours now; see {@link Dispatcher#assigned}. */
  public void assigned(Map<Share, List<PastReceipt>> receipts) {
    decide(
        _ -> {
          receipts.forEach(dispatcher::assigned);
          return List.of();
        });
  }

  /** The part of the tenant's limit that is this instance's, above 0 up to 1. */
  public void share(double part) {
    decide(
        _ -> {
          dispatcher.share(part);
          return List.of();
        });
    hands.share(part);
  }

  /** Another instance was asked to wait, which concerns us too. */
  public void heard(Pause pause) {
    decide(
        _ -> {
          dispatcher.heard(pause);
          return List.of();
        });
  }

  public void offer(List<Work> works) {
    decide(
        now -> {
          List<Step> steps = new ArrayList<>();
          works.forEach(work -> steps.addAll(dispatcher.offer(work, now)));
          return steps;
        });
  }

  /**
   * Gives partitions up: what waits is forgotten, what is under way may finish for a while and is
   * then broken off. Afterwards nothing of theirs is settled any more.
   */
  public void giveUp(Set<Share> shares, Duration patience) {
    Set<Long> underWay = awaitCalls(shares, patience);
    List<Thread> threads = new ArrayList<>();
    decide(
        now -> {
          for (long sending : underWay) {
            @Nullable Thread call = calls.get(sending);
            if (call != null) {
              threads.add(call);
            }
          }
          return dispatcher.abandon(shares, now);
        });
    threads.forEach(Thread::interrupt);
  }

  /** Asks the dispatcher something, with the present time. */
  public <T> T ask(BiFunction<Dispatcher, Instant, T> question) {
    lock.lock();
    try {
      return question.apply(dispatcher, clock.instant());
    } finally {
      lock.unlock();
    }
  }

  /** Ends the pacer; give up all partitions before. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    pacer.interrupt();
  }

  private Set<Long> awaitCalls(Set<Share> shares, Duration patience) {
    long nanos = patience.toNanos();
    lock.lock();
    try {
      Set<Long> underWay = new HashSet<>(dispatcher.release(shares));
      while (!underWay.isEmpty() && nanos > 0) {
        nanos = answered.awaitNanos(nanos);
        underWay.retainAll(calls.keySet());
      }
      return underWay;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return dispatcher.release(shares);
    } finally {
      lock.unlock();
    }
  }

  private void decide(Function<Instant, List<Step>> decision) {
    List<Step> steps;
    List<Thread> starting;
    lock.lock();
    try {
      Instant now = clock.instant();
      steps = new ArrayList<>(decision.apply(now));
      steps.addAll(dispatcher.due(now));
      starting = register(steps);
      if (dispatcher.nextDue(now).filter(next -> next.isBefore(wakeAt)).isPresent()) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    starting.forEach(Thread::start);
    for (Step step : steps) {
      switch (step) {
        case Step.Send _ -> {}
        case Step.Settle(Receipt receipt) -> hands.settle(receipt);
        case Step.Finish(Work work) -> hands.finish(work.position());
        case Step.Notice notice -> hands.notice(notice);
      }
    }
  }

  /** Threads are known before the lock is left, so that giving up misses none. */
  private List<Thread> register(List<Step> steps) {
    List<Thread> threads = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Send send) {
        String name = "publisher-" + send.work().channel();
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> call(send));
        calls.put(send.sending(), thread);
        threads.add(thread);
      }
    }
    return threads;
  }

  private void call(Step.Send send) {
    try {
      AttemptResult result = hands.send(send);
      // Whoever broke the call off meant the call, not what this thread does next.
      boolean _ = Thread.interrupted();
      decide(now -> dispatcher.answered(send.sending(), result, now));
    } finally {
      // Only now: who waits for this call wants its receipt to be on its way too.
      lock.lock();
      try {
        calls.remove(send.sending());
        answered.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void pace() {
    while (nap()) {
      decide(_ -> List.of());
    }
  }

  /** False when it is over. Waking too early only means to look once too often. */
  @SuppressWarnings("WaitNotInLoop")
  private boolean nap() {
    lock.lock();
    try {
      Instant now = clock.instant();
      Instant longest = now.plus(LONGEST_NAP);
      Instant next = dispatcher.nextDue(now).orElse(longest);
      wakeAt = next.isAfter(longest) ? longest : next;
      long millis = Math.max(1, Duration.between(now, wakeAt).toMillis());
      if (!closed) {
        boolean _ = changed.await(millis, TimeUnit.MILLISECONDS);
      }
      return !closed;
    } catch (InterruptedException stop) {
      return false;
    } finally {
      lock.unlock();
    }
  }
}
