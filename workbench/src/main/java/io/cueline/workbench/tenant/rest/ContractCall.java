package io.cueline.workbench.tenant.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The REST calls of sections 3 and 7 of the contract, and the outsider that is called back. */
enum ContractCall {
  PROMPTS("prompts", "POST", "/api/v2/agentassist/prompts"),
  CUES("cues", "POST", "/api/v2/agentassist/interactions/[^/]+/cues"),
  INSIGHTS("insights", "POST", "/api/v2/agentassist/insights"),
  ASSIST_CARDS("assist-cards", "POST", "/api/v2/interactions/[^/]+/assist"),
  TRAINING_FEEDBACK("training-feedback", "POST", "/api/v2/ai/training/feedback"),
  AGENT_MESSAGES(
      "agent-messages", "POST", "/inContactAPI/services/v[0-9.]+/communications/agent-messages"),
  SIGNAL("signal", "POST", "/inContactAPI/services/v[0-9.]+/interactions/[^/]+/signal"),
  CRM_CALLBACK("crm-callback", "POST", "/crm/callback"),
  KNOWLEDGE_SEARCH("knowledge-search", "GET", "/api/v2/knowledge/articles/search"),
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

  /** Whether it is the outsider, who must never see a token, rather than the tenant. */
  boolean isOutside() {
    return this == CRM_CALLBACK;
  }

  /** Whether what it is about stands in its query. */
  boolean saysItInTheQuery() {
    return switch (this) {
      case SIGNAL, KNOWLEDGE_SEARCH -> true;
      case PROMPTS,
          CUES,
          INSIGHTS,
          ASSIST_CARDS,
          TRAINING_FEEDBACK,
          AGENT_MESSAGES,
          CRM_CALLBACK,
          KNOWLEDGE_LIST ->
          false;
    };
  }

  /** What is wrong with a query, if anything. */
  Optional<String> refuses(Map<String, String> query) {
    return switch (this) {
      case SIGNAL -> Bodies.signal(query);
      case KNOWLEDGE_SEARCH ->
          query.getOrDefault("q", "").isBlank() ? Optional.of("q is missing") : Optional.empty();
      case PROMPTS,
          CUES,
          INSIGHTS,
          ASSIST_CARDS,
          TRAINING_FEEDBACK,
          AGENT_MESSAGES,
          CRM_CALLBACK,
          KNOWLEDGE_LIST ->
          Optional.empty();
    };
  }

  /** What is wrong with a body, if anything. */
  Optional<String> refuses(JsonNode body) {
    return switch (this) {
      case PROMPTS -> Bodies.prompt(body);
      case CUES -> Bodies.cue(body);
      case INSIGHTS -> Bodies.insights(body);
      case ASSIST_CARDS -> Bodies.assistCards(body);
      case TRAINING_FEEDBACK -> Bodies.feedback(body);
      case AGENT_MESSAGES -> Bodies.agentMessage(body);
      case CRM_CALLBACK -> Bodies.callback(body);
      case SIGNAL, KNOWLEDGE_SEARCH, KNOWLEDGE_LIST -> Optional.empty();
    };
  }
}
