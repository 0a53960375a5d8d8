package io.cueline.publisher.body;

import io.cueline.publisher.delivery.Purpose;
import io.cueline.publisher.delivery.Work;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueItem;
import io.cueline.schemas.CueKind;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a cue is put into words for the tenant. */
final class CueText {

  static final String PROMPT = "Compliance alert: Review required.";
  static final String BANNER = "Missing Mandatory Compliance Disclosure";

  private CueText() {}

  /** The heading. */
  static String title(Cue cue) {
    return cue.getKind() == CueKind.DISCLOSURE ? BANNER : PROMPT;
  }

  /** One line that stands by itself. */
  static String prompt(Cue cue) {
    if (cue.getKind() == CueKind.DISCLOSURE) {
      return description(cue);
    }
    String message = cue.getMessage().strip();
    // Of a rule without words of its own the cue says what the prompt says already.
    return PROMPT.endsWith(message) ? PROMPT : PROMPT + " " + message;
  }

  static String description(Cue cue) {
    if (cue.getKind() == CueKind.INTERRUPT || cue.getItems().isEmpty()) {
      return cue.getMessage().isBlank() ? "Nothing is missing any more." : cue.getMessage().strip();
    }
    String missing =
        cue.getItems().stream().map(CueItem::getTitle).collect(Collectors.joining("; "));
    String it = cue.getItems().size() == 1 ? "it" : "them";
    return "Agent has not yet stated: %s. Complete %s before going on.".formatted(missing, it);
  }

  /** An update whose opening never arrived is the first the tenant hears of it: open. */
  static String status(Work work, Cue cue, boolean shownBefore) {
    if (work.purpose() instanceof Purpose.Close) {
      return "closed";
    }
    return shownBefore && cue.getChange() == CueChange.UPDATED ? "updated" : "open";
  }

  static String kind(Cue cue) {
    return cue.getKind().name().toLowerCase(Locale.ROOT);
  }

  static String severity(Cue cue) {
    return cue.getSeverity().name().toLowerCase(Locale.ROOT);
  }
}
