package io.cueline.workbench.demo;

import io.cueline.runtime.service.StartupException;
import io.cueline.schemas.topic.Topics;
import io.cueline.workbench.report.Ledger;
import io.cueline.workbench.report.LedgerTopics;
import io.cueline.workbench.report.Report;
import io.cueline.workbench.report.TenantInspection;
import io.cueline.workbench.report.TenantMemory;
import io.cueline.workbench.report.TopicFollower;
import java.net.URI;
import java.text.DecimalFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * One demo from start to end: starts the line, plays the calls, waits until everything they caused
 * has come to its end, stops in order and reports. For one thread; {@link #stop} may come from any.
 */
public final class DemoRun {

  private static final Duration READY_WITHIN = Duration.ofSeconds(90);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /** Once the calls are over, something must move within this time, or the run has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** How a run ended. */
  public sealed interface Result {
    /**
     * All calls were played and all they caused is settled.
     *
     * @param unaccounted what the report's figure is made of
     * @param example a call worth a look
     */
    record Finished(Report report, List<String> unaccounted, Optional<String> example)
        implements Result {}

    /** It was asked to stop before; a run on the same folder goes on from here. */
    record Stopped(Report report) implements Result {}

    /** Something did not come to its end. */
    record GaveUp(Report report, String waitingFor) implements Result {}
  }

  /** Sees the run go on, a few times a second. */
  public interface View {
    /** Before the calls begin. */
    void starting(String what);

    /** There is a page to look at, until the run has ended. */
    default void opened(URI page) {}

    /** All is over, but somebody is still looking at the page: the run stays for them. */
    default void staying() {}

    /** While they are played. */
    void playing(Ledger ledger, RunProgress progress, Duration running);
  }

  private final DemoOptions options;
  private final DataFolder folder;
  private final View view;
  private final boolean waitsForVisitors;
  private final CountDownLatch stop = new CountDownLatch(1);

  public DemoRun(DemoOptions options, DataFolder folder, View view) {
    this(options, folder, view, false);
  }

  /**
   * @param waitsForVisitors the calls begin when somebody has the page open
   */
  public DemoRun(DemoOptions options, DataFolder folder, View view, boolean waitsForVisitors) {
    this.options = options;
    this.folder = folder;
    this.view = view;
    this.waitsForVisitors = waitsForVisitors;
  }

  /** Ends the run early, in order. Returns at once. */
  public void stop() {
    stop.countDown();
  }

  /**
   * Runs to the end.
   *
   * @throws StartupException where it cannot be started, with the reason
   */
  public Result run() throws InterruptedException {
    long started = System.nanoTime();
    Ledger ledger = new Ledger();
    view.starting("starting broker, tenant and services");
    try (Line line = Line.start(options, folder);
        TopicFollower follower = LedgerTopics.follow(line.kafka(), ledger);
        TenantInspection tenant = new TenantInspection(line.tenant().baseUrl())) {
      awaitReady(line);
      view.opened(line.desk().address());
      awaitVisitor(line.desk());
      Optional<String> unfinished = Optional.empty();
      if (stop.getCount() > 0) {
        line.tenant().start();
        unfinished = play(line, tenant, ledger, follower, started);
      }
      boolean stopped = stop.getCount() == 0;
      TenantMemory memory = tenant.memory();
      Report report = ledger.report(memory, since(started));
      if (!stopped && unfinished.isEmpty()) {
        stay(line.desk());
      }
      if (stopped) {
        return new Result.Stopped(report);
      }
      return unfinished
          .<Result>map(what -> new Result.GaveUp(report, what))
          .orElseGet(
              () -> new Result.Finished(report, ledger.unaccounted(memory), ledger.example()));
    }
  }

  private void awaitReady(Line line) throws InterruptedException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    Optional<String> waiting = line.notReady();
    while (waiting.isPresent() && !pause()) {
      view.starting("waiting for " + waiting.get());
      line.notLive()
          .ifPresent(
              what -> {
                throw new StartupException("could not start: " + what);
              });
      if (System.nanoTime() > deadline) {
        throw new StartupException(
            "not ready after %d s: %s; see %s"
                .formatted(READY_WITHIN.toSeconds(), waiting.get(), folder.log()));
      }
      waiting = line.notReady();
    }
  }

  private void awaitVisitor(DemoDesk desk) throws InterruptedException {
    if (waitsForVisitors) {
      view.starting("waiting until somebody opens " + desk.address());
      while (!desk.isWatched() && !pause()) {
        desk.tell("The calls begin in a moment.", 0);
      }
    }
  }

  /** Nobody's page goes away before their eyes. */
  private void stay(DemoDesk desk) throws InterruptedException {
    if (desk.isWatched()) {
      desk.tell("All calls have ended. The pages stay as long as this one is open.", 1);
      view.staying();
      while (desk.isWatched() && !pause()) {
        // Until the page is closed, or we are asked to stop.
      }
    }
  }

  /** Empty when all came to its end, or the run was stopped; else what it waited for in vain. */
  private Optional<String> play(
      Line line, TenantInspection tenant, Ledger ledger, TopicFollower follower, long started)
      throws InterruptedException {
    try (Admin admin = Admin.create(line.kafka().clientConfig())) {
      Lag queries = new Lag(admin, line.kafka().id("knowledge"), Topics.KNOWLEDGE_QUERIES);
      RunProgress before = RunProgress.of(tenant.status(), ledger, 0);
      long moved = System.nanoTime();
      do {
        RunProgress now = RunProgress.of(tenant.status(), ledger, queries.behind(follower));
        view.playing(ledger, now, since(started));
        line.desk().tell(words(now), (double) now.sent() / Math.max(1, now.planned()));
        if (now.waitingFor().isEmpty()) {
          return Optional.empty();
        }
        if (!now.equals(before) || !now.replayed()) {
          before = now;
          moved = System.nanoTime();
        }
        Optional<String> broken = line.notLive();
        if (broken.isPresent()) {
          return broken;
        }
        if (since(moved).compareTo(PATIENCE) > 0) {
          return now.waitingFor();
        }
      } while (!pause());
      return Optional.empty();
    }
  }

  private String words(RunProgress now) {
    long open = (long) now.interactions() - now.settled();
    return "%d call%s open, %d over; %s"
        .formatted(
            open,
            open == 1 ? "" : "s",
            now.settled(),
            options.speed() == 1
                ? "played as fast as they were."
                : "played %s times as fast as they were."
                    .formatted(new DecimalFormat("0.##").format(options.speed())));
  }

  /** True when the run is to stop. */
  private boolean pause() throws InterruptedException {
    return stop.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
