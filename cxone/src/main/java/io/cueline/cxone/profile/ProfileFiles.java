package io.cueline.cxone.profile;

import java.util.List;
import java.util.Map;

/** Finds profiles: shipped ones on the classpath, others in the file system. */
final class ProfileFiles {

  static final List<String> SHIPPED =
      List.of(
          "compliance-prompts",
          "disclosure-cues",
          "insights",
          "knowledge-cards",
          "prompt-sync",
          "simulator");

  private ProfileFiles() {}

  @SuppressWarnings("DoNotCallSuggester")
  static Profile load(String nameOrFile, Map<String, String> variables) {
    throw new ProfileException("not yet: " + nameOrFile + variables.keySet());
  }
}
