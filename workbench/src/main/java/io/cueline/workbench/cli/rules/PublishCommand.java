package io.cueline.workbench.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cueline.topology.publication.PublishResult;
import io.cueline.topology.rules.RuleSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cueline rules publish}. */
@Command(
    name = "publish",
    description = {
      "Puts the rules of a file in force in place of all others, while calls run.",
      "Exit status 1 where the file is refused or somebody else has published since."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class PublishCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private LiveRules live;
  @Mixin private Signature signature;

  @Parameters(paramLabel = "FILE", description = "The rule file; 'default' for those shipped.")
  private String file;

  @Option(
      names = "--base",
      paramLabel = "N",
      description = "Only if revision N is still in force (default: whichever is).")
  private @Nullable Long base;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws ExecutionException, InterruptedException, JsonProcessingException {
    RuleSet rules = RuleSource.rules(file);
    PublishResult result;
    try (LiveRules.Topics topics = live.open()) {
      long on = base == null ? topics.inForce().revision() : base;
      result = topics.publish(rules, on, signature);
    }
    Publishing.print(spec.commandLine().getOut(), result, json);
    return 0;
  }
}
