package io.cueline.publisher.desktop;

import io.cueline.publisher.desktop.Message.Cued;
import io.cueline.publisher.desktop.Message.Disclosed;
import io.cueline.publisher.desktop.Message.Violated;
import io.cueline.schemas.CueKind;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a call's timeline puts what happened, for people. */
final class TimelineWords {

  private TimelineWords() {}

  /**
   * @param before its former state: a close no longer says what it closes
   */
  static String of(Cued cue, Optional<Cued> before) {
    String what = what(cue.items().isEmpty() ? before.orElse(cue) : cue);
    return switch (cue.change()) {
      case OPENED, OTHER -> what;
      case UPDATED -> what + " (changed)";
      case CLOSED -> what + cue.closeReason().map(TimelineWords::closed).orElse(" (closed)");
    };
  }

  /** What a cue asks for: its heading is the same for all. */
  static String what(Cued cue) {
    String items = cue.items().stream().map(Message.Item::title).collect(Collectors.joining(", "));
    String said = cue.kind() == CueKind.DISCLOSURE ? items : cue.message();
    return said.isBlank() ? cue.title() : said;
  }

  static String of(Violated violation) {
    return violation.text().isBlank()
        ? violation.message()
        : "“%s” %s".formatted(violation.text(), violation.message()).strip();
  }

  static String of(Disclosed line) {
    String how =
        switch (line.state()) {
          case "DORMANT" -> "to be said if it comes up";
          case "PENDING" -> "to be said";
          case "OVERDUE" -> "overdue";
          case "SATISFIED" -> "said";
          case "LATE" -> "said late";
          case "MISSED" -> "not said";
          case "UNDETERMINED" -> "could not be heard";
          case "NOT_DUE" -> "not needed";
          case "NOT_APPLICABLE" -> "did not come up";
          default -> line.state();
        };
    String why = line.reason().map(reason -> " (" + doubt(reason) + ")").orElse("");
    return line.title() + ": " + how + why;
  }

  private static String doubt(String reason) {
    return switch (reason) {
      case "GAP" -> "part of the call was lost";
      case "OLDER_EPOCH" -> "part of the call came too late";
      case "OTHER_SOURCE" -> "the source of the transcript changed";
      case "JOINED_IN_PROGRESS" -> "the call had begun before it was heard";
      case "UNKNOWN_SPEAKER" -> "nobody knows who said it";
      case "LOW_CONFIDENCE" -> "the recogniser was unsure";
      case "OTHER_LANGUAGE" -> "another language was spoken";
      case "TOO_MUCH_WORK" -> "an utterance was too long to be searched";
      default -> reason;
    };
  }

  static String done(String action, String subject) {
    String did =
        switch (action) {
          case "ACCEPTED" -> "used";
          case "DISMISSED" -> "dismissed";
          case "ACKNOWLEDGED" -> "acknowledged";
          default -> action;
        };
    return did + ": " + subject;
  }

  private static String closed(String reason) {
    return switch (reason) {
      case "said" -> " (closed: said)";
      case "ended" -> " (closed: the call ended)";
      case "acknowledged" -> " (closed: acknowledged)";
      case "removed" -> " (closed: the rule was removed)";
      default -> " (closed: " + reason + ")";
    };
  }
}
