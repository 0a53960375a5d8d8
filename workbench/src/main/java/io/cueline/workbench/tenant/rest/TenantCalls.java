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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Decides what each call is answered, and remembers the tenant's REST calls. Thread safe. */
final class TenantCalls {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** The second is where the tenants of section 7 have theirs. */
  private static final Set<String> TOKEN_PATHS = Set.of("/oauth/token", "/auth/token");

  private static final int LARGEST_PAGE = 100;
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final RequestLimit limit;
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
      int perMinute,
      InstantSource now) {
    this.limit = new RequestLimit(perMinute);
    this.tokens = tokens;
    this.tokenEndpoint = tokenEndpoint;
    this.articles = controls.articles();
    this.faults = controls.faults();
    this.received = controls.received();
    this.simulator = new SimulatorCalls(controls);
    this.now = now;
  }

  Answer answer(TenantCall call) {
    if (TOKEN_PATHS.contains(call.path())) {
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
            contract.saysItInTheQuery() && !call.rawQuery().isEmpty()
                ? call.path() + "?" + call.rawQuery()
                : call.path(),
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
    if (contract.isOutside()) {
      return call.header("authorization").isPresent()
          ? Answer.refusal(400, "an outsider was sent the tenant's token")
          : taken(contract, call);
    }
    if (call.bearer().filter(tokens::valid).isEmpty()) {
      return Answer.refusal(401, "the bearer token is missing, unknown or expired")
          .with("WWW-Authenticate", "Bearer");
    }
    return limit
        .take(now.instant())
        .map(wait -> tooMany(wait.time(), wait.asDate(), "the client's limit is reached"))
        .orElseGet(() -> taken(contract, call));
  }

  private Answer taken(ContractCall contract, TenantCall call) {
    Optional<String> wrong = contract.refuses(call.query());
    if (wrong.isPresent()) {
      return Answer.refusal(400, wrong.get());
    }
    return switch (contract) {
      case KNOWLEDGE_LIST -> articles.list(call.header("if-modified-since"));
      case KNOWLEDGE_SEARCH ->
          articles.search(
              call.query().getOrDefault("q", ""),
              Math.clamp(call.number("page", 1), 1, Integer.MAX_VALUE),
              Math.clamp(call.number("pageSize", 5), 1, LARGEST_PAGE));
      case SIGNAL -> ok();
      case PROMPTS, CUES, INSIGHTS, ASSIST_CARDS, TRAINING_FEEDBACK, AGENT_MESSAGES, CRM_CALLBACK ->
          body(contract, call);
    };
  }

  private static Answer body(ContractCall contract, TenantCall call) {
    if (!call.header("content-type").orElse("").startsWith("application/json")) {
      return Answer.refusal(400, "Content-Type must be application/json");
    }
    return refused(contract, call.body())
        .map(reason -> Answer.refusal(400, reason))
        .orElseGet(TenantCalls::ok);
  }

  private static Answer ok() {
    return Answer.json(200, JsonNodeFactory.instance.objectNode().put("status", "ok"));
  }

  /** Both forms that {@code Retry-After} may have. */
  private Answer tooMany(Duration wait, boolean asDate, String reason) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    // A date has whole seconds only: rounded up, so that it never says too early.
    String date = HTTP_DATE.format(now.instant().plusSeconds(seconds + 1));
    return Answer.refusal(429, reason).with("Retry-After", asDate ? date : Long.toString(seconds));
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

  private Optional<Answer> answer(AnswerFault fault) {
    if (fault.status().isEmpty()) {
      return Optional.empty();
    }
    Answer answer = Answer.refusal(fault.status().getAsInt(), "ordered fault");
    return Optional.of(
        fault
            .retryAfter()
            .map(
                after ->
                    answer.with(
                        "Retry-After",
                        fault.asDate()
                            ? HTTP_DATE.format(now.instant().plus(after))
                            : Long.toString(after.toSeconds())))
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
