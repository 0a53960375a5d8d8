package io.cueline.workbench.tenant.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cueline.workbench.tenant.faults.AnswerFault;
import io.cueline.workbench.tenant.faults.Faults;
import io.cueline.workbench.tenant.journal.ReceivedLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Decides what each call is answered, and remembers the tenant's REST calls. Thread safe. */
final class TenantCalls {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Tokens tokens;
  private final TokenEndpoint tokenEndpoint;
  private final ArticleShelf articles;
  private final Faults faults;
  private final ReceivedLog received;
  private final SimulatorCalls simulator;
  private final InstantSource now;

  TenantCalls(
      Tokens tokens,
      TokenEndpoint tokenEndpoint,
      SimulatorCalls.Controls controls,
      InstantSource now) {
    this.tokens = tokens;
    this.tokenEndpoint = tokenEndpoint;
    this.articles = controls.articles();
    this.faults = controls.faults();
    this.received = controls.received();
    this.simulator = new SimulatorCalls(controls);
    this.now = now;
  }

  Answer answer(TenantCall call) {
    if (call.path().equals("/oauth/token")) {
      return call.method().equals("POST")
          ? faulty("token", call.path()).orElseGet(() -> tokenEndpoint.answer(call))
          : Answer.refusal(405, "expected POST").with("Allow", "POST");
    }
    if (call.path().startsWith("/simulator/")) {
      return simulator.answer(call);
    }
    if (call.path().startsWith("/health/")) {
      return Answer.json(200, JsonNodeFactory.instance.objectNode().put("status", "up"));
    }
    return ContractCall.at(call.path())
        .map(contract -> remembered(contract, call))
        .orElseGet(() -> Answer.refusal(404, "no such path: " + call.path()));
  }

  private Answer remembered(ContractCall contract, TenantCall call) {
    ReceivedLog.Arrival arrival =
        new ReceivedLog.Arrival(
            contract.contractName(),
            call.method(),
            call.path(),
            call.header("idempotency-key").orElse(null),
            call.header("content-type").orElse(null),
            call.body(),
            now.instant());
    Answer answer =
        faulty(contract.contractName(), call.path()).orElseGet(() -> proper(contract, call));
    received.received(arrival, answer.status(), answer.reason().orElse(null));
    return answer;
  }

  private Answer proper(ContractCall contract, TenantCall call) {
    if (!call.method().equals(contract.method())) {
      return Answer.refusal(405, "expected " + contract.method()).with("Allow", contract.method());
    }
    if (call.bearer().filter(tokens::valid).isEmpty()) {
      return Answer.refusal(401, "the bearer token is missing, unknown or expired")
          .with("WWW-Authenticate", "Bearer");
    }
    if (contract == ContractCall.KNOWLEDGE_LIST) {
      return articles.list(call.header("if-modified-since"));
    }
    if (!call.header("content-type").orElse("").startsWith("application/json")) {
      return Answer.refusal(400, "Content-Type must be application/json");
    }
    return refused(contract, call.body())
        .map(reason -> Answer.refusal(400, reason))
        .orElseGet(
            () -> Answer.json(200, JsonNodeFactory.instance.objectNode().put("status", "ok")));
  }

  private static Optional<String> refused(ContractCall contract, String body) {
    try {
      JsonNode node = JSON.readTree(body);
      return node.isObject() ? contract.refuses(node) : Optional.of("expected a JSON object");
    } catch (JsonProcessingException e) {
      return Optional.of("not JSON: " + e.getOriginalMessage());
    }
  }

  /** The answer that was ordered, if it is one; a delay alone is waited out here. */
  Optional<Answer> faulty(String name, String path) {
    return faults
        .next(name, path)
        .flatMap(
            fault -> {
              sleep(fault.delay());
              return answer(fault);
            });
  }

  private static Optional<Answer> answer(AnswerFault fault) {
    if (fault.status().isEmpty()) {
      return Optional.empty();
    }
    Answer answer = Answer.refusal(fault.status().getAsInt(), "ordered fault");
    return Optional.of(
        fault
            .retryAfter()
            .map(after -> answer.with("Retry-After", Long.toString(after.toSeconds())))
            .orElse(answer));
  }

  private static void sleep(Duration delay) {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
