package io.cueline.workbench.cli.rules;

import io.cueline.runtime.service.StartupException;
import picocli.CommandLine.Option;

/** Who publishes and why. */
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class Signature {

  @Option(
      names = "--who",
      paramLabel = "NAME",
      required = true,
      description = "Who publishes; kept for ever.")
  private String who;

  @Option(
      names = "--why",
      paramLabel = "REASON",
      required = true,
      description = "Why; kept for ever.")
  private String why;

  String who() {
    return given("--who", who);
  }

  String why() {
    return given("--why", why);
  }

  private static String given(String option, String text) {
    if (text.isBlank()) {
      throw new StartupException(option + " is empty: auditors will ask");
    }
    return text.strip();
  }
}
