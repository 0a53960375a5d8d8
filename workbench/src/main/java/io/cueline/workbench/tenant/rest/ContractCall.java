package io.cueline.workbench.tenant.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The REST calls of section 3 of the contract that this tenant answers. */
enum ContractCall {
  PROMPTS("prompts", "POST", "/api/v2/agentassist/prompts"),
  CUES("cues", "POST", "/api/v2/agentassist/interactions/[^/]+/cues"),
  INSIGHTS("insights", "POST", "/api/v2/agentassist/insights"),
  ASSIST_CARDS("assist-cards", "POST", "/api/v2/interactions/[^/]+/assist"),
  TRAINING_FEEDBACK("training-feedback", "POST", "/api/v2/ai/training/feedback"),
  KNOWLEDGE_LIST("knowledge-list", "GET", "/api/v2/knowledge/articles");

  private final String contractName;
  private final String method;
  private final Pattern path;

  ContractCall(String contractName, String method, String path) {
    this.contractName = contractName;
    this.method = method;
    this.path = Pattern.compile(path);
  }

  static Optional<ContractCall> at(String path) {
    return Arrays.stream(values()).filter(c -> c.path.matcher(path).matches()).findFirst();
  }

  String contractName() {
    return contractName;
  }

  String method() {
    return method;
  }

  /** What is wrong with a body, if anything. */
  Optional<String> refuses(JsonNode body) {
    return switch (this) {
      case PROMPTS -> Bodies.prompt(body);
      case CUES -> Bodies.cue(body);
      case INSIGHTS -> Bodies.insights(body);
      case ASSIST_CARDS -> Bodies.assistCards(body);
      case TRAINING_FEEDBACK -> Bodies.feedback(body);
      case KNOWLEDGE_LIST -> Optional.empty();
    };
  }
}
