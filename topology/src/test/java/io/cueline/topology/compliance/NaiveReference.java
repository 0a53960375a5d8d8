package io.cueline.topology.compliance;

import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import io.cueline.topology.rules.After;
import io.cueline.topology.rules.Cooldown;
import io.cueline.topology.rules.EngineSettings;
import io.cueline.topology.rules.Mode;
import io.cueline.topology.rules.ProhibitedRule;
import io.cueline.topology.rules.RequiredRule;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleSnapshot;
import io.cueline.topology.rules.SpeakerScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Design 5 for one call of one source, written down once more without regard to cost: mutable, one
 * step after the other, no ticks, no stores, its own matching. Milliseconds since the epoch.
 */
final class NaiveReference {

  /** A rule in this call. */
  private static final class Machine {
    String phase = "";
    boolean prohibited;
    final List<NaiveWords.Said> heard = new ArrayList<>();
    long coolUntil = -1;
    int coolUtterances;
    int openCues;
    int violations;
    boolean said;
    long dueAt = -1;
    int utterancesLeft;
    String doubt = "";
    NaiveWords.@Nullable Said trigger;
  }

  final List<String> violations = new ArrayList<>();
  final List<String> cues = new ArrayList<>();
  final List<String> outcomes = new ArrayList<>();

  private final Map<String, Machine> machines = new TreeMap<>();
  private final Set<Long> epochsHeard = new HashSet<>();
  private final EngineSettings engine;
  private RuleSnapshot inForce;
  private RuleSnapshot adopted;
  private long epoch;
  private long listeningSince;
  private boolean open;
  private boolean over;
  private boolean joined;
  private boolean olderFrame;
  private long firstWord = -1;
  private long silentSince;
  private int utterances;
  private String agent = "";
  private List<String> listed = List.of();
  private NaiveWords.@Nullable Tail tail;

  NaiveReference(RuleSnapshot rules) {
    this.engine = rules.engine();
    this.inForce = rules;
    this.adopted = rules;
  }

  void publish(RuleSnapshot rules) {
    inForce = rules;
  }

  void take(Frame frame) {
    long at = frame.getAt().toEpochMilli();
    if (frame.getKind() == FrameKind.EPOCH) {
      connect(frame, at);
    } else if (frame.getEpoch() < epoch) {
      olderFrame |= open && epochsHeard.contains(frame.getEpoch());
    } else if (!over) {
      if (open) {
        letTimePass(at);
      }
      if (!over) {
        hear(frame, at);
      }
    }
  }

  /** Nothing more comes: silence ends what is open. */
  void finish() {
    if (open && !over) {
      letTimePass(silentSince + engine.idleEnd().toMillis());
    }
  }

  private void connect(Frame frame, long at) {
    boolean lost = frame.getGapFrom() != null && frame.getGapTo() != null;
    if (epoch == 0 || lost) {
      listeningSince = at;
    }
    epoch = frame.getEpoch();
    if (open && !over && lost) {
      loseFrames(frame.getGapFrom().toEpochMilli(), frame.getGapTo().toEpochMilli());
    }
  }

  private void loseFrames(long from, long to) {
    letTimePass(from);
    if (over) {
      return;
    }
    machines.forEach(
        (id, machine) -> {
          if (machine.prohibited) {
            if (machine.phase.equals("KEYWORD_MATCH") && !prohibited(id).keepOnGap()) {
              idle(machine);
            }
          } else {
            doubt(machine, "GAP");
          }
        });
    tail = null;
    silentSince = Math.max(silentSince, to);
  }

  /** Due times in their order, then the end for silence. */
  private void letTimePass(long now) {
    long silence = silentSince + engine.idleEnd().toMillis();
    long until = Math.min(now, silence);
    long due = nextDue(until);
    while (due >= 0) {
      for (Map.Entry<String, Machine> each : machines.entrySet()) {
        if (each.getValue().dueAt == due) {
          fallDue(each.getKey(), each.getValue(), due);
        }
      }
      list("said", due);
      due = nextDue(until);
    }
    if (silence <= now) {
      end(silence);
    }
  }

  private long nextDue(long until) {
    long next = -1;
    for (Machine machine : machines.values()) {
      if (machine.dueAt >= 0 && machine.dueAt <= until && (next < 0 || machine.dueAt < next)) {
        next = machine.dueAt;
      }
    }
    return next;
  }

  private void hear(Frame frame, long at) {
    if (!open && frame.getKind() == FrameKind.END) {
      over = true;
      return;
    }
    if (!open) {
      open = true;
      silentSince = at;
    }
    epochsHeard.add(frame.getEpoch());
    if (frame.getKind() == FrameKind.ASSIGNMENT) {
      agent = frame.getAgentId();
      return;
    }
    silentSince = Math.max(silentSince, at);
    if (olderFrame) {
      machines.values().forEach(machine -> doubt(machine, "OLDER_EPOCH"));
      olderFrame = false;
    }
    if (frame.getKind() == FrameKind.END) {
      end(at);
      return;
    }
    if (firstWord < 0) {
      firstWord = at;
      joined = at - listeningSince < engine.joinWindow().toMillis();
    }
    if (frame.getIsFinal()) {
      utterance(frame, at);
    }
  }

  private void utterance(Frame frame, long at) {
    if (utterances == 0 || adopted.revision() != inForce.revision()) {
      adopt(at);
    }
    boolean first = utterances == 0;
    utterances++;
    NaiveWords words = new NaiveWords(frame, at, tail);
    for (Rule rule : adopted.rules()) {
      switch (rule) {
        case ProhibitedRule prohibited -> hear(prohibited, words);
        case RequiredRule required -> hear(required, words, first);
      }
    }
    list("said", at);
    tail = frame.getText().isBlank() ? tail : words.asTail();
  }

  private void adopt(long at) {
    adopted = inForce;
    for (String id : List.copyOf(machines.keySet())) {
      Machine machine = machine(id);
      Rule rule = adopted.rule(id).orElse(null);
      if (rule == null || rule.mode() != Mode.LIVE) {
        closeInterrupts(id, machine, "removed", at);
      }
      if (rule == null || machine.prohibited != rule instanceof ProhibitedRule) {
        machines.remove(id);
      }
    }
    list("removed", at);
  }

  private void hear(ProhibitedRule rule, NaiveWords words) {
    Machine machine = machine(rule.id());
    machine.prohibited = true;
    if (machine.coolUntil >= 0 && machine.coolUntil <= words.at) {
      idle(machine);
    }
    boolean counts = machine.coolUtterances > 0 && admits(rule.speaker(), words.speaker);
    boolean fired = machine.phase.equals("COOLDOWN");
    for (NaiveWords.Said said : words.find(rule, rule.phrases(), rule.unless())) {
      if (words.flaw(rule, rule.speaker(), said).isEmpty() && !fired) {
        rule.within()
            .ifPresent(
                within -> machine.heard.removeIf(old -> old.at() + within.toMillis() < words.at));
        machine.heard.removeIf(old -> old.phrase().equals(said.phrase()));
        machine.heard.add(said);
        machine.phase = "KEYWORD_MATCH";
        if (machine.heard.size() >= rule.distinct()) {
          fired = true;
          violate(rule, machine, words.at);
        }
      }
    }
    if (counts) {
      machine.coolUtterances--;
      if (machine.coolUtterances == 0) {
        idle(machine);
      }
    }
  }

  private void violate(ProhibitedRule rule, Machine machine, long at) {
    violations.add(line(rule.id(), "PROHIBITED", "", at, List.copyOf(machine.heard)));
    machine.violations++;
    idle(machine);
    machine.phase = "COOLDOWN";
    switch (rule.cooldown()) {
      case Cooldown.Time(var time) -> machine.coolUntil = at + time.toMillis();
      case Cooldown.Utterances(int n) -> machine.coolUtterances = n;
    }
    if (rule.mode() == Mode.LIVE) {
      machine.openCues++;
      cues.add("INTERRUPT OPENED %s %d".formatted(rule.id(), at));
    }
  }

  private void hear(RequiredRule rule, NaiveWords words, boolean first) {
    Machine machine = machine(rule.id());
    if (machine.phase.isEmpty()) {
      machine.phase = "DORMANT";
    }
    boolean said = false;
    String doubt = "";
    for (NaiveWords.Said hit : words.find(rule, rule.phrases(), rule.unless())) {
      String flaw = words.flaw(rule, rule.speaker(), hit);
      said |= flaw.isEmpty();
      if (flaw.equals("UNKNOWN_SPEAKER") || flaw.equals("LOW_CONFIDENCE")) {
        doubt = flaw;
      }
    }
    boolean starts = machine.phase.equals("DORMANT") && starts(rule, words, first, machine);
    if (machine.phase.equals("DORMANT")) {
      machine.said |= said;
    }
    if (starts) {
      machine.phase = machine.said ? "SATISFIED" : "PENDING";
      if (!machine.said) {
        rule.due().time().ifPresent(time -> machine.dueAt = words.at + time.toMillis());
        machine.utterancesLeft = rule.due().utterances().orElse(0);
        if (joined && rule.after() instanceof After.Start) {
          doubt(machine, "JOINED_IN_PROGRESS");
        }
      }
    }
    if (admits(rule.speaker(), words.speaker) && words.isInOtherLanguage(rule)) {
      doubt(machine, "OTHER_LANGUAGE");
    }
    doubt(machine, doubt);
    if (machine.phase.equals("DORMANT") && machine.doubt.isEmpty()) {
      // Said before the clock started, perhaps.
      machine.doubt = doubt;
    }
    if (!starts) {
      goOn(rule, machine, words, said);
    } else if (rule.after() instanceof After.Start) {
      countDown(rule, machine, words);
    }
  }

  private static boolean starts(
      RequiredRule rule, NaiveWords words, boolean first, Machine machine) {
    return switch (rule.after()) {
      case After.Start() -> first;
      case After.Heard(SpeakerScope speaker, List<String> phrases) -> {
        for (NaiveWords.Said hit : words.find(rule, phrases, List.of())) {
          if (words.flaw(rule, speaker, hit).isEmpty()) {
            machine.trigger = hit;
            yield true;
          }
        }
        yield false;
      }
    };
  }

  private void goOn(RequiredRule rule, Machine machine, NaiveWords words, boolean said) {
    if (machine.phase.equals("PENDING") && said) {
      settle(machine, "SATISFIED");
    } else if (machine.phase.equals("OVERDUE") && said) {
      settle(machine, "LATE");
    } else {
      countDown(rule, machine, words);
    }
  }

  private void countDown(RequiredRule rule, Machine machine, NaiveWords words) {
    if (machine.phase.equals("PENDING")
        && machine.utterancesLeft > 0
        && admits(rule.speaker(), words.speaker)) {
      machine.utterancesLeft--;
      if (machine.utterancesLeft == 0) {
        fallDue(rule.id(), machine, words.at);
      }
    }
  }

  private void fallDue(String id, Machine machine, long at) {
    if (machine.doubt.isEmpty()) {
      settle(machine, "OVERDUE");
    } else {
      unproven(id, machine, "UNDETERMINED", at);
    }
  }

  private void unproven(String id, Machine machine, String kind, long at) {
    List<NaiveWords.Said> trigger = machine.trigger == null ? List.of() : List.of(machine.trigger);
    String reason = kind.equals("UNDETERMINED") ? machine.doubt : "";
    violations.add(line(id, kind, reason, at, trigger));
    settle(machine, kind);
  }

  private void end(long at) {
    over = true;
    for (Rule rule : utterances == 0 ? List.<Rule>of() : adopted.rules()) {
      Machine machine = machine(rule.id());
      if (rule instanceof ProhibitedRule) {
        outcomes.add(rule.id() + (machine.violations > 0 ? " VIOLATION" : " CLEAR"));
      } else {
        String outcome =
            switch (machine.phase) {
              case "", "DORMANT" -> "NOT_APPLICABLE";
              case "PENDING" -> "NOT_DUE";
              case "OVERDUE" -> machine.doubt.isEmpty() ? "MISSED" : "UNDETERMINED";
              default -> machine.phase;
            };
        if (machine.phase.equals("OVERDUE")) {
          unproven(rule.id(), machine, outcome, at);
        }
        String reason = outcome.equals("UNDETERMINED") ? " " + machine.doubt : "";
        outcomes.add(rule.id() + " " + outcome + reason);
      }
    }
    machines.forEach((id, machine) -> closeInterrupts(id, machine, "ended", at));
    list("ended", at);
  }

  private void closeInterrupts(String id, Machine machine, String reason, long at) {
    for (; machine.openCues > 0; machine.openCues--) {
      cues.add("INTERRUPT CLOSED %s %s %d".formatted(id, reason, at));
    }
  }

  /** The one cue of what is overdue. */
  private void list(String reason, long at) {
    List<String> overdue = new ArrayList<>();
    for (Rule rule : adopted.rules()) {
      if (machine(rule.id()).phase.equals("OVERDUE") && rule.mode() == Mode.LIVE) {
        overdue.add(rule.id());
      }
    }
    if (overdue.equals(listed)) {
      return;
    }
    String change = listed.isEmpty() ? "OPENED" : overdue.isEmpty() ? "CLOSED" : "UPDATED";
    String why = overdue.isEmpty() ? " " + reason : "";
    cues.add("DISCLOSURE %s %s%s %d".formatted(change, overdue, why, at));
    listed = overdue;
  }

  private Machine machine(String id) {
    return machines.computeIfAbsent(id, any -> new Machine());
  }

  private ProhibitedRule prohibited(String id) {
    return (ProhibitedRule) adopted.rule(id).orElseThrow();
  }

  private static void idle(Machine machine) {
    machine.phase = "IDLE";
    machine.heard.clear();
    machine.coolUntil = -1;
    machine.coolUtterances = 0;
  }

  private static void settle(Machine machine, String phase) {
    machine.phase = phase;
    machine.dueAt = -1;
    machine.utterancesLeft = 0;
  }

  /** The first doubt stays; only what is open can be doubted. */
  private static void doubt(Machine machine, String why) {
    boolean running = machine.phase.equals("PENDING") || machine.phase.equals("OVERDUE");
    if (running && machine.doubt.isEmpty()) {
      machine.doubt = why;
    }
  }

  static boolean admits(SpeakerScope scope, Speaker speaker) {
    return switch (scope) {
      case AGENT -> speaker == Speaker.AGENT;
      case CUSTOMER -> speaker == Speaker.CUSTOMER;
      case ANY -> true;
    };
  }

  private String line(
      String id, String kind, String reason, long at, List<NaiveWords.Said> evidence) {
    List<String> places = evidence.stream().map(NaiveWords.Said::place).toList();
    return "%s %s %s %d %s %s".formatted(id, kind, reason, at, agent, places);
  }
}
