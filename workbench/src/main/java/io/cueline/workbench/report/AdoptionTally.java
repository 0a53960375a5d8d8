package io.cueline.workbench.report;

import io.cueline.schemas.Card;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueItem;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.DeliveryOutcome;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was delivered to agents and what of it they took up, by rule and by article. The records may
 * come in any order. Not thread-safe.
 */
final class AdoptionTally {

  private static final Set<String> TAKEN_UP = Set.of("ACCEPTED", "ACKNOWLEDGED");

  /** A rule or an article that stands behind something an agent was shown. */
  private record Behind(boolean rule, String id) {}

  /** By cause: what the agent may answer to, and what is behind it. */
  private final Map<String, Map<String, List<Behind>>> causes = new HashMap<>();

  private final Set<String> delivered = new HashSet<>();
  private final Set<String> takenUp = new HashSet<>();

  void cue(Cue cue) {
    if (cue.getChange() == CueChange.OPENED) {
      List<Behind> rules =
          cue.getItems().stream().map(CueItem::getRuleId).map(id -> new Behind(true, id)).toList();
      causes.put(
          cue.getCueId() + "/" + cue.getNumber(),
          Map.of(subject(cue.getInteractionId(), cue.getCueId()), rules));
    }
  }

  void insight(Insight insight) {
    Map<String, List<Behind>> cards = new HashMap<>();
    for (Card card : insight.getCards()) {
      cards.put(
          subject(insight.getInteractionId(), card.getId()),
          List.of(new Behind(false, card.getId())));
    }
    causes.put(insight.getInsightId(), cards);
  }

  void delivery(Delivery delivery) {
    if (delivery.getOutcome() == DeliveryOutcome.DELIVERED) {
      delivered.add(delivery.getCauseId());
    }
  }

  void feedback(Feedback feedback) {
    if (TAKEN_UP.contains(feedback.getAction())) {
      takenUp.add(subject(feedback.getInteractionId(), feedback.getSubjectId()));
    }
  }

  Report.Adoption result() {
    Map<String, Report.Taken> rules = new TreeMap<>();
    Map<String, Report.Taken> articles = new TreeMap<>();
    List<Report.Taken> all = new ArrayList<>();
    for (String cause : delivered) {
      for (Map.Entry<String, List<Behind>> shown :
          causes.getOrDefault(cause, Map.of()).entrySet()) {
        Report.Taken one = new Report.Taken(1, takenUp.contains(shown.getKey()) ? 1 : 0);
        all.add(one);
        for (Behind behind : shown.getValue()) {
          (behind.rule() ? rules : articles).merge(behind.id(), one, Report.Taken::plus);
        }
      }
    }
    return new Report.Adoption(
        all.stream().reduce(new Report.Taken(0, 0), Report.Taken::plus), rules, articles);
  }

  private static String subject(String interactionId, String subjectId) {
    return interactionId + "/" + subjectId;
  }
}
