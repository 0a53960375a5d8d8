package io.cueline.workbench.cli.audit;

import io.cueline.runtime.service.OrderlyStop;
import io.cueline.workbench.audit.Following;
import io.cueline.workbench.audit.HitRow;
import io.cueline.workbench.cli.LastRun;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cueline audit tail}. */
@Command(
    name = "tail",
    description = "Shows violations as they are recorded, a line each, until stopped.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class TailCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Times.class,
      description = "First those recorded already, of this time or later (default: none).")
  private @Nullable Instant from;

  @Option(names = "--json", description = "A JSON object a line, for programs.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    CountDownLatch over = new CountDownLatch(1);
    try (OrderlyStop signals = OrderlyStop.onSignals()) {
      try (LastRun run = data.open();
          Following following = new Following(run.kafka())) {
        signals.add("tail", () -> endOf(following, over));
        following.tail(Optional.ofNullable(from), hit -> show(out, hit));
      } finally {
        over.countDown();
      }
    }
    return 0;
  }

  private static void endOf(Following following, CountDownLatch over) throws InterruptedException {
    following.stop();
    over.await();
  }

  private void show(PrintWriter out, HitRow hit) {
    out.println(json ? hit.toJson() : hit.toLine());
    out.flush();
  }
}
