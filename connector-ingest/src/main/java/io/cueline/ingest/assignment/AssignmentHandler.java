package io.cueline.ingest.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import io.cueline.ingest.clock.SourceProgress.Stamp;
import io.cueline.ingest.dialect.FrameContent;
import io.cueline.ingest.kafka.ControlLog;
import io.cueline.runtime.http.HttpFailure;
import io.cueline.runtime.http.HttpHandler;
import io.cueline.runtime.http.HttpReply;
import io.cueline.runtime.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code PUT /api/v2/interactions/{id}/agent}: says which agent has an interaction from now on.
 * Answers when Kafka has it, so that nothing is lost silently.
 */
public final class AssignmentHandler implements HttpHandler {

  /** The route that leads here. */
  public static final String PATH = "/api/v2/interactions/{id}/agent";

  private static final int LONGEST_ID = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ControlLog log;

  public AssignmentHandler(ControlLog log) {
    this.log = log;
  }

  @Override
  public HttpReply handle(HttpRequest request) throws InterruptedException {
    String interaction = request.pathValue("id");
    if (interaction.isBlank() || interaction.length() > LONGEST_ID) {
      throw HttpFailure.badRequest(
          "the interaction's id has 1 to %d characters".formatted(LONGEST_ID));
    }
    JsonNode body = request.json();
    if (!body.isObject()) {
      throw HttpFailure.badRequest("the body must be a JSON object such as {\"agentId\":\"7\"}");
    }
    String agent =
        id(body, "agentId").orElseThrow(() -> HttpFailure.badRequest("agentId is missing"));
    Optional<String> session = id(body, "desktopSession");
    CompletableFuture<Stamp> written =
        log.told(FrameContent.assignment(interaction, agent, session.orElse(null)))
            .orElseThrow(
                () -> new HttpFailure(503, "the replay's clock has not been heard yet; try again"));
    return HttpReply.json(200, answer(interaction, agent, stamp(written)));
  }

  private static Stamp stamp(CompletableFuture<Stamp> written) throws InterruptedException {
    try {
      return written.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      throw new HttpFailure(503, "Kafka has not taken the assignment yet; send it again");
    } catch (ExecutionException refused) {
      throw new HttpFailure(503, "Kafka did not take the assignment; send it again");
    }
  }

  private static Map<String, Object> answer(String interaction, String agent, Stamp stamp) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("interactionId", interaction);
    answer.put("agentId", agent);
    answer.put("epoch", stamp.epoch());
    answer.put("seq", stamp.seq());
    return answer;
  }

  private static Optional<String> id(JsonNode body, String field) {
    JsonNode value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual() && !value.isIntegralNumber()) {
      throw HttpFailure.badRequest(field + " must be a string or a whole number");
    }
    String id = value.asText();
    if (id.isBlank() || id.length() > LONGEST_ID) {
      throw HttpFailure.badRequest("%s has 1 to %d characters".formatted(field, LONGEST_ID));
    }
    return Optional.of(id);
  }
}
