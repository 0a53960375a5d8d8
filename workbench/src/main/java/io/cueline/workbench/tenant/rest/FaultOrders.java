package io.cueline.workbench.tenant.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.cueline.workbench.tenant.faults.AnswerFault;
import io.cueline.workbench.tenant.faults.Faults;
import io.cueline.workbench.tenant.realtime.FrameSockets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Orders of faults as JSON: {@code {"clear"?: true, "answers"?: [{"target", "times"?, "status"?,
 * "retryAfterSeconds"?, "retryAfterDate"?: true, "delayMs"?}], "stream"?: {"dropNow"?: true,
 * "dropAfterFrames"?, "silent"?: true, "malformed"?: ["…"], "repeat"?: frames, "slow"?: frames,
 * "slowMs"?, "wrongCredentials"?: times}, "realtime"?: {"dropNow"?: true, "dropAfterFrames"?,
 * "silent"?: true}, "tokens"?: {"revoke"?: true}}}.
 */
final class FaultOrders {

  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  private static final Set<String> OF_STREAMS =
      Set.of(
          "dropNow",
          "dropAfterFrames",
          "silent",
          "malformed",
          "repeat",
          "slow",
          "slowMs",
          "wrongCredentials");

  /** What is done at once. */
  record Acts(Runnable dropNow, Runnable silence, Runnable revokeTokens, FrameSockets frames) {}

  private final Faults faults;
  private final Acts acts;

  FaultOrders(Faults faults, Acts acts) {
    this.faults = faults;
    this.acts = acts;
  }

  /**
   * Takes all of an order or nothing.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  void take(JsonNode order) {
    onlyFields(order, "the order", Set.of("clear", "answers", "stream", "tokens", "realtime"));
    JsonNode stream = order.path("stream");
    if (!stream.isMissingNode()) {
      onlyFields(stream, "stream", OF_STREAMS);
    }
    JsonNode tokens = order.path("tokens");
    if (!tokens.isMissingNode()) {
      onlyFields(tokens, "tokens", Set.of("revoke"));
    }
    JsonNode realtime = order.path("realtime");
    if (!realtime.isMissingNode()) {
      onlyFields(realtime, "realtime", Set.of("dropNow", "dropAfterFrames", "silent"));
    }
    Optional<Long> dropFramesAfter = whole(realtime, "dropAfterFrames");
    List<AnswerFault> answers = list(order.path("answers")).map(FaultOrders::answer).toList();
    List<String> malformed = list(stream.path("malformed")).map(JsonNode::asText).toList();
    Optional<Long> dropAfter = whole(stream, "dropAfterFrames");
    Optional<Long> repeat = whole(stream, "repeat");
    Optional<Long> slow = whole(stream, "slow");
    Duration slowness = whole(stream, "slowMs").map(Duration::ofMillis).orElse(HALF_A_SECOND);
    Optional<Long> wrong = whole(stream, "wrongCredentials");
    if (order.path("clear").asBoolean()) {
      faults.clear();
    }
    slow.ifPresent(frames -> faults.slow(frames.intValue(), slowness));
    dropAfter.ifPresent(faults::dropAfter);
    answers.forEach(faults::answer);
    malformed.forEach(faults::malformed);
    repeat.ifPresent(frames -> faults.repeat(frames.intValue()));
    wrong.ifPresent(times -> faults.wrongCredentials(times.intValue()));
    dropFramesAfter.ifPresent(acts.frames()::dropAfter);
    act(realtime, "silent", acts.frames()::silence);
    act(realtime, "dropNow", acts.frames()::dropAll);
    act(tokens, "revoke", acts.revokeTokens());
    act(stream, "silent", acts.silence());
    act(stream, "dropNow", acts.dropNow());
  }

  private static void act(JsonNode node, String field, Runnable act) {
    if (node.path(field).asBoolean()) {
      act.run();
    }
  }

  private static AnswerFault answer(JsonNode node) {
    onlyFields(
        node,
        "an answer",
        Set.of("target", "times", "status", "retryAfterSeconds", "retryAfterDate", "delayMs"));
    Optional<Long> status = whole(node, "status");
    return new AnswerFault(
        node.path("target").asText(),
        whole(node, "times").orElse(1L).intValue(),
        status.isPresent() ? OptionalInt.of(status.get().intValue()) : OptionalInt.empty(),
        whole(node, "retryAfterSeconds").map(Duration::ofSeconds),
        node.path("retryAfterDate").asBoolean(),
        whole(node, "delayMs").map(Duration::ofMillis).orElse(Duration.ZERO));
  }

  private static java.util.stream.Stream<JsonNode> list(JsonNode node) {
    if (!node.isMissingNode() && !node.isArray()) {
      throw new IllegalArgumentException("answers and malformed must be lists");
    }
    return node.valueStream();
  }

  private static Optional<Long> whole(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.canConvertToInt() || value.intValue() < 0) {
      throw new IllegalArgumentException(field + " must be a whole number");
    }
    return Optional.of(value.longValue());
  }

  private static void onlyFields(JsonNode node, String what, Set<String> known) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(what + " must be an object");
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new IllegalArgumentException(what + " has no field " + name);
      }
    }
  }
}
