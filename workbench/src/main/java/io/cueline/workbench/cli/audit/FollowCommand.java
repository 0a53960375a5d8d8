package io.cueline.workbench.cli.audit;

import io.cueline.runtime.service.OrderlyStop;
import io.cueline.workbench.audit.DatabaseFollower;
import io.cueline.workbench.cli.LastRun;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cueline audit follow --jdbc URL}. */
@Command(
    name = "follow",
    description = {
      "Keeps the table compliance_hits of a SQLite database as the recorded violations are, until"
          + " stopped. Each hit stands there once, however often this is stopped, killed and"
          + " started again."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class FollowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;

  @Option(
      names = "--jdbc",
      paramLabel = "URL",
      required = true,
      description = "The database, as jdbc:sqlite:FILE; made where it is not there.")
  private String url;

  @Option(names = "--once", description = "Ends when it has written what is recorded by now.")
  private boolean once;

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    try (OrderlyStop signals = OrderlyStop.onSignals()) {
      try (LastRun run = data.open();
          DatabaseFollower follower = new DatabaseFollower(run.kafka(), url, hits -> {})) {
        signals.add("follow", () -> endOf(follower, over));
        if (once) {
          follower.runToEnd();
        } else {
          say("following; %d hits so far".formatted(follower.count()));
          follower.run();
        }
        say("%d hits".formatted(follower.count()));
      } finally {
        over.countDown();
      }
    }
    return 0;
  }

  private static void endOf(DatabaseFollower follower, CountDownLatch over)
      throws InterruptedException {
    follower.stop();
    over.await();
  }

  private void say(String what) {
    spec.commandLine().getErr().println(what);
    spec.commandLine().getErr().flush();
  }
}
