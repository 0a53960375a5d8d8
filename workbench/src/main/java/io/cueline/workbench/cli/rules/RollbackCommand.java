package io.cueline.workbench.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cueline.topology.publication.PublishResult;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cueline rules rollback}. */
@Command(
    name = "rollback",
    description = {
      "Publishes the rules of an earlier revision again, as a new one.",
      "Nothing is undone: calls decided meanwhile stay decided."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class RollbackCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private LiveRules live;
  @Mixin private Signature signature;

  @Parameters(paramLabel = "REVISION", description = "Its number, as 'rules history' shows it.")
  private long revision;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws ExecutionException, InterruptedException, JsonProcessingException {
    PublishResult result;
    try (LiveRules.Topics topics = live.open()) {
      long current = topics.inForce().revision();
      result = topics.publish(topics.revision(revision), current, signature);
    }
    Publishing.print(spec.commandLine().getOut(), result, json);
    return 0;
  }
}
