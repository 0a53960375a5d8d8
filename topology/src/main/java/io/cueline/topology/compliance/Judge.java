package io.cueline.topology.compliance;

import io.cueline.schemas.Adoption;
import io.cueline.schemas.Evidence;
import io.cueline.schemas.Frame;
import io.cueline.schemas.NearMissReason;
import io.cueline.schemas.Speaker;
import io.cueline.topology.compliance.InteractionState.Tail;
import io.cueline.topology.fragments.FragmentBuffer;
import io.cueline.topology.fragments.FragmentEvent;
import io.cueline.topology.rules.EngineSettings;
import io.cueline.topology.rules.Hit;
import io.cueline.topology.rules.Matches;
import io.cueline.topology.rules.Mode;
import io.cueline.topology.rules.ProhibitedRule;
import io.cueline.topology.rules.RequiredRule;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Judges an utterance by the rules in force, which the interaction adopts by it. */
final class Judge {

  private Judge() {}

  /**
   * @param timeline under the rules adopted so far
   * @return the rules the interaction is judged by from now on
   */
  static RuleSnapshot utterance(Draft draft, Timeline timeline, Frame frame, RuleBook book) {
    if (!frame.getIsFinal()) {
      return draft.adopted(book);
    }
    if (!frame.getCumulative()) {
      return said(draft, timeline, frame, Utterance.before(draft.tail, frame), book);
    }
    FragmentBuffer.News news = draft.fragments.news(frame.getText() == null ? "" : frame.getText());
    draft.fragments = news.next();
    if (news.added().isEmpty()) {
      return draft.adopted(book);
    }
    // What stood before it in the same transcript is known, whoever spoke: a phrase may run on.
    Frame fresh = Frame.newBuilder(frame).setText(news.added()).setCumulative(false).build();
    return said(draft, timeline, fresh, Tail.end(news.before()), book);
  }

  /**
   * @param before the words that a phrase may have begun in
   */
  private static RuleSnapshot said(
      Draft draft, Timeline timeline, Frame frame, String before, RuleBook book) {
    Instant at = draft.clock;
    RuleSnapshot rules = book.current();
    boolean first = draft.utterances == 0;
    draft.utterances++;
    if (first || rules.revision() != draft.revision()) {
      adopt(draft, rules, frame, at);
    }
    Utterance utterance = new Utterance(frame, at, before, draft.agent.agentId());
    judge(draft, rules, utterance, first);
    Cues.refreshDisclosures(draft, rules, Cues.SAID, at);
    if (!utterance.text.isBlank()) {
      // Where nothing was heard, nobody has spoken in between.
      draft.tail = Optional.of(utterance.tail());
    }
    feedFragments(draft, timeline, frame);
    return rules;
  }

  private static void judge(Draft draft, RuleSnapshot rules, Utterance utterance, boolean first) {
    Matches matches = rules.matches(utterance.before, utterance.text);
    if (!first && matches.isNothing()) {
      // Most of what is said: only what is under way hears it.
      for (String ruleId : List.copyOf(draft.rules.all().keySet())) {
        hear(draft, rules, ruleId, List.of(), utterance, false, false);
      }
      return;
    }
    Map<String, List<Hit>> hits = new TreeMap<>();
    draft.rules.all().forEach((ruleId, state) -> hits.put(ruleId, List.of()));
    if (first) {
      rules.beginning().forEach(rule -> hits.put(rule.id(), List.of()));
    }
    for (Hit hit : matches.hits()) {
      hits.merge(hit.rule().id(), List.of(hit), Judge::joined);
    }
    Set<String> undecided = matches.undecided().isEmpty() ? Set.of() : new HashSet<>();
    for (Matches.Undecided each : matches.undecided()) {
      undecided.add(each.rule().id());
      hits.putIfAbsent(each.rule().id(), List.of());
    }
    hits.forEach(
        (ruleId, found) ->
            hear(draft, rules, ruleId, found, utterance, first, undecided.contains(ruleId)));
    nearly(draft, matches, utterance);
  }

  private static void hear(
      Draft draft,
      RuleSnapshot rules,
      String ruleId,
      List<Hit> found,
      Utterance utterance,
      boolean first,
      boolean undecided) {
    switch (rules.rule(ruleId).orElse(null)) {
      case ProhibitedRule rule -> ProhibitedMachine.hear(draft, rule, found, utterance);
      case RequiredRule rule ->
          RequiredMachine.hear(draft, rule, found, utterance, first, undecided);
      case null -> draft.rules.remove(ruleId);
    }
  }

  private static List<Hit> joined(List<Hit> before, List<Hit> more) {
    List<Hit> all = new ArrayList<>(before);
    all.addAll(more);
    return all;
  }

  /** For officers to see, not to be counted: what was nearly said, and what was not looked for. */
  private static void nearly(Draft draft, Matches matches, Utterance utterance) {
    for (Hit hit : matches.nearly()) {
      if (utterance.flaw(hit.rule(), hit).isEmpty()) {
        Evidence evidence = utterance.evidence(hit.rule(), hit);
        ProhibitedMachine.nearMiss(
            draft, hit.rule(), NearMissReason.PARTIAL_PHRASE, evidence, utterance.at);
      }
    }
    for (Matches.Undecided each : matches.undecided()) {
      if (each.rule().speaker().admits(utterance.speaker)) {
        Evidence evidence = utterance.whole(each.phrase());
        ProhibitedMachine.nearMiss(
            draft, each.rule(), NearMissReason.OTHER, evidence, utterance.at);
      }
    }
  }

  /** From this utterance on: what is still a rule of its kind keeps its state. */
  private static void adopt(Draft draft, RuleSnapshot rules, Frame frame, Instant at) {
    if (draft.adoptions.isEmpty()) {
      draft.joined = joined(draft, rules.engine());
    }
    draft.adopt(new Adoption(rules.revision(), Draft.position(frame), at));
    draft.rules.replaceAll(
        (ruleId, state) ->
            state instanceof Prohibited open
                    && rules.rule(ruleId).filter(next -> next.mode() == Mode.LIVE).isEmpty()
                ? Cues.closeInterrupts(draft, open, any -> true, Cues.REMOVED, at)
                : state);
    draft.rules.removeIf((ruleId, state) -> !survives(rules, ruleId, state));
    Cues.refreshDisclosures(draft, rules, Cues.REMOVED, at);
    draft.decide(new Decision.Adopted(draft.card(Optional.empty(), List.of()), at));
  }

  private static boolean survives(RuleSnapshot rules, String ruleId, RuleState state) {
    return switch (rules.rule(ruleId).orElse(null)) {
      case ProhibitedRule ignored -> state instanceof Prohibited;
      case RequiredRule ignored -> state instanceof Required;
      case null -> false;
    };
  }

  private static boolean joined(Draft draft, EngineSettings engine) {
    return draft.heardAfter.filter(after -> after.compareTo(engine.joinWindow()) < 0).isPresent();
  }

  /** A source of fragments, once there is one, is alone in feeding them: no call is heard twice. */
  private static void feedFragments(Draft draft, Timeline timeline, Frame frame) {
    if (draft.gathering.equals(frame.getSource()) || draft.gathering.equals(Draft.NOBODY_YET)) {
      draft.gathering = frame.getSource();
      timeline.flushFragments(said(frame, frame.getAt()));
    }
  }

  static FragmentEvent.Said said(Frame frame, Instant at) {
    return new FragmentEvent.Said(
        at,
        frame.getSpeaker() == null ? Speaker.UNKNOWN : frame.getSpeaker(),
        frame.getText() == null ? "" : frame.getText(),
        frame.getCumulative(),
        Draft.position(frame),
        frame.getReceivedAt());
  }
}
