package io.cueline.workbench.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.schemas.Evidence;
import io.cueline.schemas.Position;
import io.cueline.schemas.Step;
import io.cueline.schemas.Violation;
import io.cueline.schemas.ViolationKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A violation as a row of named columns: the same in JSON, CSV and SQL. All text in it was redacted
 * before it was recorded. Times are ISO 8601 in UTC.
 *
 * @param columns in the order of {@link #NAMES}; texts, whole numbers or null
 */
public record HitRow(Map<String, @Nullable Object> columns) {

  /** The columns in their order; the first four are what people look at first. */
  public static final List<String> NAMES =
      List.of(
          "timestamp",
          "conversation_id",
          "utterance",
          "state",
          "violation_id",
          "tenant",
          "kind",
          "rule",
          "rule_version",
          "rule_hash",
          "revision",
          "mode",
          "severity",
          "message",
          "reason",
          "agent",
          "desktop_session",
          "phrases",
          "evidence",
          "path",
          "decided_at",
          "received_at");

  private static final ObjectMapper JSON = new JsonMapper();

  public HitRow {
    if (!NAMES.equals(List.copyOf(columns.keySet()))) {
      throw new IllegalArgumentException("not the columns of a hit: " + columns.keySet());
    }
  }

  static HitRow of(Violation violation) {
    List<Evidence> evidence = violation.getEvidence();
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("timestamp", violation.getAt().toString());
    columns.put("conversation_id", violation.getInteractionId());
    columns.put("utterance", evidence.isEmpty() ? null : evidence.getLast().getUtterance());
    columns.put("state", state(violation.getKind()));
    columns.put("violation_id", violation.getViolationId());
    columns.put("tenant", violation.getTenant());
    columns.put("kind", word(violation.getKind()));
    columns.put("rule", violation.getRuleId());
    columns.put("rule_version", violation.getRuleVersion());
    columns.put("rule_hash", violation.getRuleHash());
    columns.put("revision", violation.getRevision());
    columns.put("mode", word(violation.getMode()));
    columns.put("severity", word(violation.getSeverity()));
    columns.put("message", violation.getMessage());
    columns.put("reason", violation.getReason());
    columns.put("agent", violation.getAgentId());
    columns.put("desktop_session", violation.getDesktopSession());
    columns.put(
        "phrases", evidence.stream().map(Evidence::getText).collect(Collectors.joining(" | ")));
    columns.put("evidence", json(evidence.stream().map(HitRow::fields).toList()));
    columns.put("path", json(violation.getPath().stream().map(HitRow::fields).toList()));
    columns.put("decided_at", violation.getDecidedAt().toString());
    columns.put("received_at", violation.getReceivedAt().toString());
    return new HitRow(columns);
  }

  /** A column as text; empty where there is nothing. */
  String text(String column) {
    Object value = columns.get(column);
    return value == null ? "" : value.toString();
  }

  /** A JSON object; evidence and path as lists, not as text. */
  public String toJson() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(columns);
    try {
      fields.put("evidence", JSON.readTree(text("evidence")));
      fields.put("path", JSON.readTree(text("path")));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("our own JSON", impossible);
    }
    return json(fields);
  }

  /** How the rule's machine stood: what the violation is of. */
  private static String state(ViolationKind kind) {
    return switch (kind) {
      case PROHIBITED -> "VIOLATION";
      case MISSED -> "MISSED";
      case UNDETERMINED -> "UNDETERMINED";
      case OTHER -> "OTHER";
    };
  }

  private static Map<String, @Nullable Object> fields(Evidence evidence) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("at", evidence.getAt().toString());
    fields.put("speaker", word(evidence.getSpeaker()));
    fields.put("agent", evidence.getAgentId());
    fields.put("phrase", evidence.getPhrase());
    fields.put("text", evidence.getText());
    fields.put("start", evidence.getStart());
    fields.put("end", evidence.getEnd());
    fields.put("utterance", evidence.getUtterance());
    fields.put("confidence", evidence.getConfidence());
    fields.put("position", position(evidence.getPosition()));
    return fields;
  }

  private static Map<String, @Nullable Object> fields(Step step) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    Instant at = step.getAt();
    Position position = step.getPosition();
    fields.put("state", step.getState());
    fields.put("at", at.toString());
    fields.put("position", position == null ? null : position(position));
    return fields;
  }

  private static String position(Position position) {
    return "%s/%d/%d".formatted(position.getSource(), position.getEpoch(), position.getSeq());
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("texts and numbers are always JSON", impossible);
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** A line of CSV (RFC 4180), without its end. */
  String toCsv() {
    List<String> cells = new ArrayList<>();
    columns.values().forEach(value -> cells.add(value == null ? "" : Csv.cell(value.toString())));
    return String.join(",", cells);
  }

  /** In 80 columns: when, how grave, what it is of, which call, which words. */
  public String toLine() {
    String state =
        text("state").equals("VIOLATION") ? "" : text("state").toLowerCase(Locale.ROOT) + " ";
    String words = text("phrases").isEmpty() ? text("reason") : '"' + text("phrases") + '"';
    String line =
        "%.19s %-8s %s%s %s %s"
            .formatted(
                text("timestamp").replace('T', ' '),
                text("severity"),
                state,
                text("rule"),
                text("conversation_id"),
                words);
    // What was said must not steer a terminal.
    String flat = line.strip().replaceAll("\\p{Cntrl}+", " ");
    return flat.length() <= 80 ? flat : flat.substring(0, 79) + "…";
  }

  /** Cells of CSV that no spreadsheet takes for a formula. */
  private static final class Csv {
    static String cell(String value) {
      boolean formula = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
      String text = formula ? "'" + value : value;
      boolean quotes = formula || text.chars().anyMatch(each -> ",\"\n\r".indexOf(each) >= 0);
      return quotes ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
  }
}
