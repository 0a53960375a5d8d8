package io.cueline.publisher.desktop;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.publisher.desktop.Message.Carded;
import io.cueline.publisher.desktop.Message.Cued;
import io.cueline.publisher.desktop.Message.Disclosed;
import io.cueline.publisher.desktop.Message.Done;
import io.cueline.publisher.desktop.Message.Interaction;
import io.cueline.publisher.desktop.Message.Item;
import io.cueline.publisher.desktop.Message.Violated;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The desktop's messages as text, docs/desktop.md. What is not known is left out. */
final class MessageJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private MessageJson() {}

  static String of(Message message) {
    ObjectNode node =
        switch (message) {
          case Interaction interaction -> interaction(interaction);
          case Cued cue -> cue.isOpenInterrupt() ? interrupt(cue) : cue(cue);
          case Disclosed line -> disclosure(line);
          case Carded card -> card(card);
          case Done done -> done(done);
          case Violated violation -> violation(violation);
        };
    return node.toString();
  }

  static String hello(
      Viewer viewer, Optional<String> displayName, String tenant, Duration beatEvery) {
    return typed("hello")
        .put("role", viewer.role())
        .put("subject", viewer.subject())
        .put("name", displayName.orElseGet(viewer::subject))
        .put("tenant", tenant)
        .put("beatMillis", beatEvery.toMillis())
        .toString();
  }

  static String live(Instant at) {
    return typed("live").put("at", at.toEpochMilli()).toString();
  }

  static String beat(Instant at) {
    return typed("beat").put("at", at.toEpochMilli()).toString();
  }

  static String gone(String conversationId) {
    return typed("gone", conversationId).toString();
  }

  static String recorded(String conversationId, String subjectId, String action) {
    return typed("recorded", conversationId)
        .put("subjectId", subjectId)
        .put("action", action)
        .toString();
  }

  static String refused(String conversationId, String subjectId, String action, String why) {
    return typed("refused", conversationId)
        .put("subjectId", subjectId)
        .put("action", action)
        .put("why", why)
        .toString();
  }

  static String timeline(String conversationId, List<TimelineEntry> entries) {
    ObjectNode node = typed("timeline", conversationId);
    var list = node.putArray("entries");
    for (TimelineEntry each : entries) {
      ObjectNode entry =
          list.addObject()
              .put("at", each.at().toEpochMilli())
              .put("kind", each.kind())
              .put("text", each.text());
      each.ruleId().ifPresent(ruleId -> entry.put("ruleId", ruleId));
      each.severity().ifPresent(severity -> entry.put("severity", word(severity)));
    }
    return node.toString();
  }

  static String figures(Figures.OfDay day, ZoneId zone, int openCalls, DesktopState state) {
    ObjectNode node = typed("figures").put("day", day.day().toString()).put("zone", zone.getId());
    var rules = node.putArray("rules");
    for (Figures.OfRule rule : day.rules()) {
      var hours =
          rules
              .addObject()
              .put("ruleId", rule.ruleId())
              .put("title", state.ruleTitle(rule.ruleId()).orElse(rule.ruleId()))
              .put("violations", rule.violations())
              .put("missed", rule.missed())
              .put("undetermined", rule.undetermined())
              .putArray("byHour");
      rule.byHour().forEach(hours::add);
    }
    return node.put("calls", day.calls()).put("openCalls", openCalls).toString();
  }

  private static ObjectNode interaction(Interaction interaction) {
    ObjectNode node = typed("interaction", interaction.conversationId());
    interaction.agentId().ifPresent(agent -> node.put("agentId", agent));
    return node.put("status", interaction.ended() ? "ended" : "open")
        .put("startedAt", interaction.startedAt().toEpochMilli())
        .put("at", interaction.at().toEpochMilli());
  }

  /** Section 5 of the contract, and what our page needs beside. */
  private static ObjectNode interrupt(Cued cue) {
    ObjectNode node =
        typed("compliance_interrupt", cue.conversationId())
            .put("message", cue.message())
            .put("timestamp", cue.at().toString())
            .put("cueId", cue.cueId())
            .put("number", cue.number())
            .put("title", cue.title())
            .put("severity", word(cue.severity()));
    items(node, cue.items());
    return node.put("status", "opened").put("openedAt", cue.openedAt().toEpochMilli());
  }

  private static ObjectNode cue(Cued cue) {
    ObjectNode node =
        typed("cue", cue.conversationId())
            .put("cueId", cue.cueId())
            .put("number", cue.number())
            .put("kind", word(cue.kind()))
            .put("status", word(cue.change()))
            .put("title", cue.title())
            .put("message", cue.message())
            .put("severity", word(cue.severity()));
    items(node, cue.items());
    cue.closeReason().ifPresent(reason -> node.put("closeReason", reason));
    return node.put("openedAt", cue.openedAt().toEpochMilli())
        .put("timestamp", cue.at().toEpochMilli());
  }

  private static ObjectNode disclosure(Disclosed line) {
    ObjectNode node =
        typed("disclosure", line.conversationId())
            .put("ruleId", line.ruleId())
            .put("title", line.title())
            .put("state", line.state());
    line.reason().ifPresent(reason -> node.put("reason", reason));
    line.dueAt().ifPresent(due -> node.put("dueAt", due.toEpochMilli()));
    return node.put("at", line.at().toEpochMilli());
  }

  private static ObjectNode card(Carded card) {
    ObjectNode node =
        typed("card", card.conversationId())
            .put("insightId", card.insightId())
            .put("cardId", card.cardId())
            .put("title", card.title())
            .put("priority", card.priority())
            .put("score", card.score())
            .put("citation", card.citation())
            .put("snippet", card.snippet());
    var matched = node.putArray("matched");
    card.matched().forEach(matched::add);
    return node.put("source", card.source()).put("timestamp", card.at().toEpochMilli());
  }

  private static ObjectNode done(Done done) {
    ObjectNode node =
        typed("feedback", done.conversationId())
            .put("subjectId", done.subjectId())
            .put("action", done.action());
    done.agentId().ifPresent(agent -> node.put("agentId", agent));
    return node.put("at", done.at().toEpochMilli());
  }

  private static ObjectNode violation(Violated violation) {
    ObjectNode node =
        typed("violation", violation.conversationId())
            .put("violationId", violation.violationId())
            .put("kind", violation.kind().name())
            .put("ruleId", violation.ruleId());
    violation.ruleTitle().ifPresent(title -> node.put("ruleTitle", title));
    node.put("message", violation.message()).put("severity", word(violation.severity()));
    violation.reason().ifPresent(reason -> node.put("reason", reason));
    violation.agentId().ifPresent(agent -> node.put("agentId", agent));
    return node.put("at", violation.at().toEpochMilli()).put("text", violation.text());
  }

  private static void items(ObjectNode node, List<Item> items) {
    var list = node.putArray("items");
    items.forEach(item -> list.addObject().put("ruleId", item.ruleId()).put("title", item.title()));
  }

  private static ObjectNode typed(String type, String conversationId) {
    return typed(type).put("conversationId", conversationId);
  }

  private static ObjectNode typed(String type) {
    return JSON.objectNode().put("type", type);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
