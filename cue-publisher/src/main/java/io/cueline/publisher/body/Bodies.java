package io.cueline.publisher.body;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.publisher.delivery.Content;
import io.cueline.publisher.delivery.Purpose;
import io.cueline.publisher.delivery.Step;
import io.cueline.publisher.delivery.Work;
import io.cueline.schemas.Card;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueItem;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;
import io.cueline.schemas.Severity;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Fills the bodies of the tenant's calls, as section 3 of the contract has them. */
public final class Bodies {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String PROMPT = "Compliance alert: Review required.";
  private static final String BANNER = "Missing Mandatory Compliance Disclosure";
  private static final int SNIPPET = 150;
  private static final int ASSIST_BODY = 200;

  /** Calls that carry cues. */
  public static final Set<String> FOR_CUES = Set.of("prompts", "cues");

  /** Calls that carry cards. */
  public static final Set<String> FOR_CARDS = Set.of("insights", "assist-cards");

  /** Calls that carry what agents did with cards. */
  public static final Set<String> FOR_FEEDBACK = Set.of("training-feedback");

  private Bodies() {}

  /**
   * @throws IllegalArgumentException for a call that cannot carry this; the service refuses such a
   *     profile at its start
   */
  public static TenantCall of(Step.Send send) {
    Work work = send.work();
    ObjectNode body =
        switch (work.content()) {
          case Content.OfCue(Cue cue) ->
              switch (work.channel()) {
                case "prompts" -> prompt(cue);
                case "cues" -> banner(cue, status(work, cue, send.shownBefore()));
                default -> throw cannotCarry(work);
              };
          case Content.OfInsight(Insight insight) ->
              switch (work.channel()) {
                case "insights" -> insights(insight);
                case "assist-cards" -> assistCards(insight);
                default -> throw cannotCarry(work);
              };
          case Content.OfFeedback(Feedback feedback) ->
              switch (work.channel()) {
                case "training-feedback" -> trainingFeedback(feedback);
                default -> throw cannotCarry(work);
              };
        };
    return new TenantCall(
        work.channel(), Map.of("interactionId", work.interactionId()), body.toString());
  }

  private static ObjectNode prompt(Cue cue) {
    String message = cue.getMessage().strip();
    return JSON.objectNode()
        .put("conversationId", cue.getInteractionId())
        .put("prompt", message.isEmpty() ? PROMPT : PROMPT + " " + message);
  }

  private static ObjectNode banner(Cue cue, String status) {
    return JSON.objectNode()
        .put("type", "compliance")
        .put("title", BANNER)
        .put("description", description(cue))
        .put("priority", priority(cue.getSeverity()))
        .put("status", status);
  }

  /** An update whose opening never arrived is the first the tenant hears of it: open. */
  private static String status(Work work, Cue cue, boolean shownBefore) {
    if (work.purpose() instanceof Purpose.Close) {
      return "closed";
    }
    return shownBefore && cue.getChange() == CueChange.UPDATED ? "updated" : "open";
  }

  private static String description(Cue cue) {
    if (cue.getItems().isEmpty()) {
      return cue.getMessage().isBlank() ? "Nothing is missing any more." : cue.getMessage().strip();
    }
    String missing =
        cue.getItems().stream().map(CueItem::getTitle).collect(Collectors.joining("; "));
    String it = cue.getItems().size() == 1 ? "it" : "them";
    return "Agent has not yet stated: %s. Complete %s before going on.".formatted(missing, it);
  }

  private static String priority(Severity severity) {
    return switch (severity) {
      case LOW -> "low";
      case MEDIUM -> "medium";
      case HIGH -> "high";
      case CRITICAL -> "critical";
    };
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

  private static ObjectNode trainingFeedback(Feedback feedback) {
    return JSON.objectNode()
        .put("interactionId", feedback.getInteractionId())
        .put("insightId", feedback.getSubjectId())
        .put("action", feedback.getAction())
        .put("timestamp", feedback.getReceivedAt().toString());
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
