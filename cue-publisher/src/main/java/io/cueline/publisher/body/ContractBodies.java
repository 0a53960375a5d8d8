package io.cueline.publisher.body;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.cxone.profile.Cargo;
import io.cueline.publisher.delivery.Content;
import io.cueline.publisher.delivery.Work;
import io.cueline.schemas.Card;
import io.cueline.schemas.Cue;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The bodies and queries that the contract has for its calls (sections 3 and 7). */
final class ContractBodies {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int SNIPPET = 150;
  private static final int ASSIST_BODY = 200;
  private static final int EXPIRE_MINUTES = 5;
  private static final String AGENT_MESSAGES = "agent-messages";
  private static final String CALLBACK = "crm-callback";
  private static final String SIGNAL = "signal";

  private ContractBodies() {}

  /** Whether it is one of the calls that bodies are known for. */
  static boolean knows(String call) {
    return Stream.of(Cargo.values()).anyMatch(cargo -> cargo.builtIn().contains(call));
  }

  /** Whether a call that goes to an agent by number has one to go to. */
  static Optional<String> lacks(Work work) {
    return work.channel().equals(AGENT_MESSAGES) && Frames.agent(work.content()).isEmpty()
        ? Optional.of("agentId")
        : Optional.empty();
  }

  /**
   * @param status of a cue, as the tenant is to see it
   * @return empty for a call that says all in its address
   * @throws IllegalArgumentException for a call that cannot carry this; the profile is refused then
   */
  static Optional<ObjectNode> body(Work work, String status, ShownFrames.Frame frame) {
    if (work.channel().equals(CALLBACK)) {
      return Optional.of(callback(work, frame));
    }
    return switch (work.content()) {
      case Content.OfCue(Cue cue) -> ofCue(work, cue, status);
      case Content.OfInsight(Insight insight) -> ofInsight(work, insight);
      case Content.OfFeedback(Feedback feedback) ->
          switch (work.channel()) {
            case "training-feedback" -> Optional.of(trainingFeedback(feedback));
            default -> throw cannotCarry(work);
          };
    };
  }

  /** What is added to the address of a call, in order. */
  static Map<String, String> query(Work work) {
    Map<String, String> query = new LinkedHashMap<>();
    if (work.channel().equals(SIGNAL)) {
      switch (work.content()) {
        case Content.OfCue(Cue cue) -> {
          query.put("p1", CueText.kind(cue));
          query.put("p2", CueText.title(cue));
          query.put("p3", CueText.description(cue));
          query.put("p4", CueText.severity(cue));
        }
        case Content.OfInsight(Insight insight) -> {
          query.put("p1", "card");
          insight.getCards().stream()
              .findFirst()
              .ifPresent(
                  best -> {
                    query.put("p2", best.getTitle());
                    query.put("p3", first(best.getSnippet(), SNIPPET));
                    query.put("p4", best.getCitation());
                  });
        }
        case Content.OfFeedback _ -> throw cannotCarry(work);
      }
    }
    return query;
  }

  private static Optional<ObjectNode> ofCue(Work work, Cue cue, String status) {
    return switch (work.channel()) {
      case "prompts" ->
          Optional.of(
              JSON.objectNode()
                  .put("conversationId", cue.getInteractionId())
                  .put("prompt", CueText.prompt(cue)));
      case "cues" -> Optional.of(banner(cue, status));
      case AGENT_MESSAGES ->
          Optional.of(agentMessage(work, CueText.title(cue), CueText.description(cue)));
      case SIGNAL -> Optional.empty();
      default -> throw cannotCarry(work);
    };
  }

  private static Optional<ObjectNode> ofInsight(Work work, Insight insight) {
    return switch (work.channel()) {
      case "insights" -> Optional.of(insights(insight));
      case "assist-cards" -> Optional.of(assistCards(insight));
      case AGENT_MESSAGES ->
          Optional.of(
              agentMessage(
                  work,
                  insight.getCards().getFirst().getTitle(),
                  insight.getCards().stream()
                      .map(
                          card ->
                              "%s: %s (%s)"
                                  .formatted(
                                      card.getTitle(),
                                      first(card.getSnippet(), SNIPPET),
                                      card.getCitation()))
                      .collect(Collectors.joining("\n"))));
      case SIGNAL -> Optional.empty();
      default -> throw cannotCarry(work);
    };
  }

  private static ObjectNode banner(Cue cue, String status) {
    return JSON.objectNode()
        .put("type", "compliance")
        .put("title", CueText.title(cue))
        .put("description", CueText.description(cue))
        .put("priority", CueText.severity(cue))
        .put("status", status);
  }

  private static ObjectNode agentMessage(Work work, String subject, String message) {
    ObjectNode body =
        JSON.objectNode()
            .put("subject", subject)
            .put("message", message)
            .put("targetType", "agent");
    ArrayNode targets = body.putArray("targetIds");
    Frames.agent(work.content()).ifPresent(agent -> addAgent(targets, agent));
    return body.put("expireMinutes", EXPIRE_MINUTES);
  }

  /** The tenant's agents have numbers; what is none is left as it is. */
  private static void addAgent(ArrayNode targets, String agent) {
    if (agent.matches("\\d{1,18}")) {
      targets.add(Long.parseLong(agent));
    } else {
      targets.add(agent);
    }
  }

  private static ObjectNode callback(Work work, ShownFrames.Frame frame) {
    return JSON.objectNode()
        .put("interactionId", work.interactionId())
        .put("frameId", frame.id())
        .put("priority", frame.level())
        .put("adopted", work.content() instanceof Content.OfFeedback);
  }

  private static ObjectNode trainingFeedback(Feedback feedback) {
    return JSON.objectNode()
        .put("interactionId", feedback.getInteractionId())
        .put("insightId", feedback.getSubjectId())
        .put("action", feedback.getAction())
        .put("timestamp", feedback.getAt().toString());
  }

  private static ObjectNode insights(Insight insight) {
    ObjectNode body = JSON.objectNode();
    var cards = body.putArray("insights");
    for (Card card : insight.getCards()) {
      cards
          .addObject()
          .put("id", card.getId())
          .put("title", card.getTitle())
          .put("priority", card.getPriority())
          .put("score", card.getScore())
          .put("citation", card.getCitation())
          .put("snippet", first(card.getSnippet(), SNIPPET))
          .put("interactionId", insight.getInteractionId());
    }
    return body.put("displayType", "CARD").put("autoDismiss", true);
  }

  private static ObjectNode assistCards(Insight insight) {
    ObjectNode body = JSON.objectNode();
    var messages = body.putArray("messages");
    int rank = 1;
    for (Card card : insight.getCards()) {
      messages
          .addObject()
          .put("type", "card")
          .putObject("content")
          .put("title", "KB Result " + rank++)
          .put(
              "body",
              "**%s**\n%s...".formatted(card.getTitle(), first(card.getSnippet(), ASSIST_BODY)))
          .put("score", card.getScore());
    }
    return body;
  }

  /** Whole characters only: half a surrogate pair is no text. */
  private static String first(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean halved = Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, halved ? most - 1 : most);
  }

  private static IllegalArgumentException cannotCarry(Work work) {
    return new IllegalArgumentException(
        "call %s cannot carry a %s".formatted(work.channel(), work.content().kind()));
  }
}
