package io.cueline.workbench.why;

import io.cueline.schemas.RuleOutcome;
import io.cueline.schemas.Scorecard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A story as text of 80 columns. */
public final class StoryText {

  private static final int WIDTH = 80;
  private static final String INDENT = " ".repeat(10);

  private StoryText() {}

  /** Lines without line ends. */
  public static List<String> lines(Story story) {
    List<String> lines = new ArrayList<>();
    lines.add(story.interactionId());
    story.scorecard().ifPresent(card -> lines.add(summary(card)));
    lines.add("");
    Instant start = story.entries().getFirst().at();
    for (Entry entry : story.entries()) {
      // Nearly every pause is looked up; only what was found is worth a line.
      if (entry.kind() != Entry.Kind.ASKED) {
        lines.addAll(lines(entry, start));
      }
    }
    story.scorecard().ifPresent(card -> lines.addAll(outcomes(card)));
    return lines;
  }

  private static String summary(Scorecard card) {
    return "%s, revision %s, %d utterances judged, %s"
        .formatted(
            card.getAgentIds().isEmpty()
                ? "no agent known"
                : String.join(", then ", card.getAgentIds()),
            card.getAdoptions().isEmpty() ? "-" : card.getAdoptions().getLast().getRevision(),
            card.getUtterances(),
            card.getEndedAt() == null ? "still open" : "ended");
  }

  private static List<String> lines(Entry entry, Instant start) {
    long seconds = Duration.between(start, entry.at()).toSeconds();
    String time = "%4d:%02d  ".formatted(seconds / 60, seconds % 60);
    return switch (entry.kind()) {
      case SAID -> wrap(time + " %-10s".formatted(entry.what()), entry.text());
      case VIOLATION -> wrap(time + "!! " + entry.what() + " ", entry.text());
      case CUE -> wrap(time + "-> " + entry.what() + ". ", entry.text());
      case CARDS -> wrap(time + "-> " + entry.what() + ": ", entry.text());
      case RECEIPT -> wrap(INDENT + "   " + entry.what() + " ", entry.text());
      case SOURCE, ASSIGNED, ADOPTED, NEAR_MISS, DISCLOSURE, FEEDBACK, ASKED, ENDED ->
          wrap(time + " · " + entry.what() + " ", entry.text());
    };
  }

  private static List<String> outcomes(Scorecard card) {
    List<String> lines = new ArrayList<>();
    if (!card.getOutcomes().isEmpty() || card.getClear() > 0) {
      lines.add("");
      lines.add("How each rule ended:");
      for (RuleOutcome outcome : card.getOutcomes()) {
        String reason = outcome.getReason();
        lines.add(
            "  %-32s %s%s"
                .formatted(
                    outcome.getRuleId(),
                    outcome.getOutcome(),
                    reason == null ? "" : " (" + reason.toLowerCase(Locale.ROOT) + ")"));
      }
      if (card.getClear() > 0) {
        lines.add("  %-32s CLEAR, nothing heard".formatted(card.getClear() + " prohibited"));
      }
    }
    return lines;
  }

  /** Breaks at blanks; following lines stand under the words. */
  private static List<String> wrap(String head, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(head);
    String indent = INDENT + "   ";
    boolean fresh = true;
    for (String word : text.split("\\s+", -1)) {
      if (!fresh && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(indent);
        fresh = true;
      }
      line.append(fresh ? "" : " ").append(word);
      fresh = false;
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }
}
