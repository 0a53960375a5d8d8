package io.cueline.publisher.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cueline.cxone.profile.Template;
import io.cueline.publisher.delivery.Content;
import io.cueline.publisher.delivery.Work;
import io.cueline.schemas.Card;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueItem;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a record has to say for each placeholder of {@link io.cueline.cxone.profile.Cargo}. */
final class RecordValues implements Template.Values {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, JsonNode> values;
  private final Map<String, List<RecordValues>> lists;

  private RecordValues(Map<String, JsonNode> values, Map<String, List<RecordValues>> lists) {
    this.values = values;
    this.lists = lists;
  }

  /**
   * @param status of a cue, as the tenant is to see it
   */
  static RecordValues of(Work work, String status, ShownFrames.Frame frame) {
    Map<String, JsonNode> values = common(work, frame);
    return switch (work.content()) {
      case Content.OfCue(Cue cue) -> ofCue(values, cue, status);
      case Content.OfInsight(Insight insight) -> ofInsight(values, insight);
      case Content.OfFeedback(Feedback feedback) -> {
        values.put("subjectId", JSON.textNode(feedback.getSubjectId()));
        values.put("action", JSON.textNode(feedback.getAction()));
        yield new RecordValues(values, Map.of());
      }
    };
  }

  @Override
  public Optional<JsonNode> value(String placeholder) {
    return Optional.ofNullable(values.get(placeholder));
  }

  @Override
  public List<? extends Template.Values> list(String name) {
    return lists.getOrDefault(name, List.of());
  }

  private static Map<String, JsonNode> common(Work work, ShownFrames.Frame frame) {
    Map<String, JsonNode> values = new HashMap<>();
    Instant time = time(work);
    values.put("interactionId", JSON.textNode(work.interactionId()));
    values.put("causeId", JSON.textNode(work.causeId()));
    values.put("frameId", JSON.textNode(frame.id()));
    values.put("tenant", JSON.textNode(work.tenant()));
    Frames.agent(work.content()).ifPresent(agent -> values.put("agentId", JSON.textNode(agent)));
    values.put("session", JSON.textNode(Frames.session(work.content())));
    values.put("kind", JSON.textNode(kind(work.content())));
    values.put("priorityLevel", JSON.numberNode(frame.level()));
    values.put("adopted", JSON.booleanNode(work.content() instanceof Content.OfFeedback));
    values.put("time", JSON.textNode(time.toString()));
    values.put("epochSeconds", JSON.numberNode(time.getEpochSecond()));
    return values;
  }

  private static Instant time(Work work) {
    return work.content() instanceof Content.OfFeedback(Feedback feedback)
        ? feedback.getAt()
        : work.times().decidedAt();
  }

  private static String kind(Content content) {
    return switch (content) {
      case Content.OfCue(Cue cue) -> CueText.kind(cue);
      case Content.OfInsight _ -> "card";
      case Content.OfFeedback _ -> "feedback";
    };
  }

  private static RecordValues ofCue(Map<String, JsonNode> values, Cue cue, String status) {
    values.put("cueId", JSON.textNode(cue.getCueId()));
    values.put("number", JSON.numberNode(cue.getNumber()));
    values.put("change", JSON.textNode(cue.getChange().name().toLowerCase(Locale.ROOT)));
    values.put("status", JSON.textNode(status));
    values.put("title", JSON.textNode(cue.getTitle()));
    values.put("message", JSON.textNode(cue.getMessage().strip()));
    values.put("description", JSON.textNode(CueText.description(cue)));
    values.put("severity", JSON.textNode(CueText.severity(cue)));
    values.put("ruleIds", texts(cue.getItems().stream().map(CueItem::getRuleId).toList()));
    values.put("itemTitles", texts(cue.getItems().stream().map(CueItem::getTitle).toList()));
    List<RecordValues> items =
        cue.getItems().stream()
            .map(
                item ->
                    member(
                        values,
                        Map.of(
                            "itemTitle", JSON.textNode(item.getTitle()),
                            "ruleId", JSON.textNode(item.getRuleId()),
                            "ruleVersion", JSON.numberNode(item.getRuleVersion()))))
            .toList();
    return new RecordValues(values, Map.of("item", items));
  }

  private static RecordValues ofInsight(Map<String, JsonNode> values, Insight insight) {
    values.put("insightId", JSON.textNode(insight.getInsightId()));
    values.put("cardTitles", texts(insight.getCards().stream().map(Card::getTitle).toList()));
    insight.getCards().stream().findFirst().ifPresent(best -> values.putAll(card(best)));
    List<RecordValues> cards =
        insight.getCards().stream().map(each -> member(values, card(each))).toList();
    return new RecordValues(values, Map.of("card", cards));
  }

  private static Map<String, JsonNode> card(Card card) {
    return Map.of(
        "cardId", JSON.textNode(card.getId()),
        "cardTitle", JSON.textNode(card.getTitle()),
        "cardSnippet", JSON.textNode(card.getSnippet()),
        "cardCitation", JSON.textNode(card.getCitation()),
        "cardScore", JSON.numberNode(card.getScore()),
        "cardPriority", JSON.numberNode(card.getPriority()));
  }

  private static RecordValues member(Map<String, JsonNode> all, Map<String, JsonNode> own) {
    Map<String, JsonNode> values = new HashMap<>(all);
    values.putAll(own);
    return new RecordValues(values, Map.of());
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode array = JSON.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
