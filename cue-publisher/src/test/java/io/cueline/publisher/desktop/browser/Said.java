package io.cueline.publisher.desktop.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The hub's messages, as docs/desktop.md has them. */
final class Said {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Cards are of one answer. */
  private static final long ANSWERED = now();

  private static final AtomicInteger CARDS = new AtomicInteger();

  private Said() {}

  static String hello(String role, String name) {
    return message(
        "hello", "role", role, "subject", name, "name", name, "tenant", "t", "beatMillis", 10_000);
  }

  static String live() {
    return message("live", "at", now());
  }

  static String call(String id, String agent, String status, int secondsAgo) {
    return message(
        "interaction",
        "conversationId",
        id,
        "agentId",
        agent,
        "status",
        status,
        "startedAt",
        now() - secondsAgo * 1000L,
        "at",
        now());
  }

  static String interrupt(String call, String cue, String title, String text, String severity) {
    return message(
        "compliance_interrupt",
        "conversationId",
        call,
        "message",
        text,
        "timestamp",
        Instant.now().toString(),
        "cueId",
        cue,
        "number",
        1,
        "title",
        title,
        "severity",
        severity,
        "items",
        List.of(Map.of("ruleId", "promised-returns", "title", text)),
        "status",
        "opened",
        "openedAt",
        now());
  }

  static String closed(String call, String cue, int number) {
    return cue(call, cue, number, "interrupt", "closed", "", Map.of());
  }

  static String banner(
      String call, String cue, int number, String text, Map<String, String> rules) {
    return cue(call, cue, number, "disclosure", rules.isEmpty() ? "closed" : "opened", text, rules);
  }

  private static String cue(
      String call,
      String cue,
      int number,
      String kind,
      String status,
      String text,
      Map<String, String> rules) {
    return message(
        "cue",
        "conversationId",
        call,
        "cueId",
        cue,
        "number",
        number,
        "kind",
        kind,
        "status",
        status,
        "title",
        text,
        "message",
        text,
        "severity",
        "high",
        "items",
        rules.entrySet().stream()
            .map(rule -> Map.of("ruleId", rule.getKey(), "title", rule.getValue()))
            .toList(),
        "openedAt",
        now(),
        "timestamp",
        now());
  }

  /**
   * @param dueIn seconds from now, below zero where it was due before
   */
  static String disclosure(String call, String rule, String title, String state, int dueIn) {
    return message(
        "disclosure",
        "conversationId",
        call,
        "ruleId",
        rule,
        "title",
        title,
        "state",
        state,
        "reason",
        state.equals("UNDETERMINED") ? "frames were lost" : "",
        "dueAt",
        now() + dueIn * 1000L,
        "at",
        now());
  }

  static String card(String call, String id, String title, String snippet, String citation) {
    return message(
        "card",
        "conversationId",
        call,
        "insightId",
        "i-1",
        "cardId",
        id,
        "title",
        title,
        "priority",
        CARDS.incrementAndGet(),
        "score",
        0.8,
        "citation",
        citation,
        "snippet",
        snippet,
        "matched",
        List.of("loan", "loans", "annual", "rate", "early", "fee"),
        "source",
        "local",
        "timestamp",
        ANSWERED);
  }

  static String violation(String call, String id, String rule, String agent, String text) {
    return message(
        "violation",
        "conversationId",
        call,
        "violationId",
        id,
        "kind",
        "PROHIBITED",
        "ruleId",
        rule,
        "message",
        "Correct what was promised.",
        "severity",
        "critical",
        "agentId",
        agent,
        "at",
        now(),
        "text",
        text);
  }

  static String answer(String type, String call, String subject, String action) {
    return message(
        type, "conversationId", call, "subjectId", subject, "action", action, "why", "it was late");
  }

  /**
   * @param pairs names and values
   */
  static String message(String type, Object... pairs) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", type);
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put((String) pairs[i], pairs[i + 1]);
    }
    return json(fields);
  }

  static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static long now() {
    return System.currentTimeMillis();
  }
}
