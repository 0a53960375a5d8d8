package io.cueline.workbench.cli.dialects;

import io.cueline.ingest.dialect.FrameContent;
import io.cueline.ingest.dialect.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Samples for people and for programs. */
final class SampleText {

  private static final int WIDE = 60;

  private SampleText() {}

  static List<String> lines(Sample sample) {
    String number = "%5d  ".formatted(sample.line());
    return switch (sample.reading()) {
      case Reading.Decoded(List<FrameContent> _, Optional<String> _)
          when sample.repeats().isPresent() ->
          List.of(number + "dropped: line %d said so before".formatted(sample.repeats().get()));
      case Reading.Decoded(List<FrameContent> contents, Optional<String> _) ->
          contents.stream().map(content -> number + line(content)).toList();
      case Reading.Control(String type) ->
          List.of(number + "ignored: control frame " + plain(type));
      case Reading.Clock(var at) -> List.of(number + "clock of a replay: " + at);
      case Reading.Rejected(String reason) -> List.of(number + "rejected: " + plain(reason));
    };
  }

  private static String line(FrameContent content) {
    StringBuilder line =
        new StringBuilder(
            "%-12s %s".formatted(lower(content.kind()), plain(content.interactionId())));
    switch (content.kind()) {
      case UTTERANCE, FRAGMENT -> {
        line.append(", ").append(lower(content.speaker()));
        line.append(content.isFinal() ? "" : ", partial");
        line.append(content.cumulative() ? ", cumulative" : "");
        line.append(content.confidence() < 1 ? ", confidence " + content.confidence() : "");
        add(line, "language", content.language());
        add(line, "spoken", content.spokenAt());
      }
      case DIALOG_STATE -> add(line, "state", content.dialogState());
      case FEEDBACK -> {
        add(line, "subject", content.subjectId());
        add(line, "action", content.action());
      }
      case ASSIGNMENT, END, TICK, EPOCH, OTHER -> {}
    }
    add(line, "agent", content.agentId());
    add(line, "session", content.desktopSession());
    if (content.text() != null) {
      line.append(": ").append(cut(plain(content.text())));
    }
    return line.toString();
  }

  static Map<String, @Nullable Object> fields(Sample sample) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("line", sample.line());
    switch (sample.reading()) {
      case Reading.Decoded(List<FrameContent> contents, Optional<String> identity) -> {
        fields.put("becomes", sample.repeats().isPresent() ? "repeat" : "frames");
        sample.repeats().ifPresent(line -> fields.put("repeats", line));
        identity.ifPresent(id -> fields.put("identity", id));
        fields.put("frames", contents.stream().map(SampleText::fields).toList());
      }
      case Reading.Control(String type) -> {
        fields.put("becomes", "control");
        fields.put("type", type);
      }
      case Reading.Clock(var at) -> {
        fields.put("becomes", "clock");
        fields.put("at", at.toString());
      }
      case Reading.Rejected(String reason) -> {
        fields.put("becomes", "rejected");
        fields.put("reason", reason);
      }
    }
    return fields;
  }

  private static Map<String, @Nullable Object> fields(FrameContent content) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("kind", content.kind().name());
    fields.put("interactionId", content.interactionId());
    fields.put("speaker", content.speaker().name());
    fields.put("text", content.text());
    fields.put("isFinal", content.isFinal());
    fields.put("cumulative", content.cumulative());
    fields.put("confidence", content.confidence());
    fields.put("language", content.language());
    fields.put("spokenAt", content.spokenAt() == null ? null : content.spokenAt().toString());
    fields.put("dialogState", content.dialogState());
    fields.put("subjectId", content.subjectId());
    fields.put("action", content.action());
    fields.put("agentId", content.agentId());
    fields.put("desktopSession", content.desktopSession());
    fields.values().removeIf(java.util.Objects::isNull);
    return fields;
  }

  private static void add(StringBuilder line, String name, @Nullable Object value) {
    if (value != null) {
      line.append(", ").append(name).append(' ').append(plain(value.toString()));
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String cut(String text) {
    return text.length() <= WIDE ? text : text.substring(0, WIDE - 1) + "…";
  }

  /** Of what a tenant sent, nothing that moves a terminal's cursor. */
  private static String plain(String text) {
    return text.codePoints()
        .map(point -> Character.isISOControl(point) || isFormat(point) ? ' ' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isFormat(int point) {
    int type = Character.getType(point);
    return type == Character.FORMAT || type == Character.SURROGATE;
  }
}
