package io.cueline.topology.compliance;

import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Severity;
import io.cueline.schemas.Speaker;
import io.cueline.topology.rules.After;
import io.cueline.topology.rules.Cooldown;
import io.cueline.topology.rules.Due;
import io.cueline.topology.rules.EngineSettings;
import io.cueline.topology.rules.Mode;
import io.cueline.topology.rules.ProhibitedRule;
import io.cueline.topology.rules.RequiredRule;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleHead;
import io.cueline.topology.rules.RuleSnapshot;
import io.cueline.topology.rules.SpeakerScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** A call on one source with everything that can happen to it, and rules that change under it. */
record RandomCall(RuleSnapshot rules, List<Event> events) {

  static final String ID = "call";

  /** What happens. */
  sealed interface Event {
    record Written(Frame frame) implements Event {}

    record Tick(Frame frame) implements Event {}

    record Published(RuleSnapshot rules) implements Event {}
  }

  private static final EngineSettings ENGINE =
      new EngineSettings(
          Duration.ofSeconds(4),
          Duration.ofSeconds(40),
          Duration.ofHours(3),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10));
  private static final List<String> WORDS =
      List.of("red", "red", "green", "green", "blue", "blue", "no", "fish", "sea");
  private static final List<String> PHRASES =
      List.of("red", "green", "blue", "red fish", "green blue", "red sea red", "fish sea");

  /** For people: a line an event, seconds since the start. */
  String told() {
    StringBuilder text = new StringBuilder("\n");
    rules.rules().forEach(rule -> text.append(rule).append('\n'));
    for (Event event : events) {
      switch (event) {
        case Event.Published(RuleSnapshot next) -> {
          text.append("revision ").append(next.revision()).append('\n');
          next.rules().forEach(rule -> text.append("  ").append(rule).append('\n'));
        }
        case Event.Tick(Frame tick) -> text.append("tick ").append(seconds(tick)).append('\n');
        case Event.Written(Frame frame) ->
            text.append(
                "%.3f %s %d/%d %s '%s' final %b confidence %.1f %s gap %s%n"
                    .formatted(
                        seconds(frame),
                        frame.getKind(),
                        frame.getEpoch(),
                        frame.getSeq(),
                        frame.getSpeaker(),
                        frame.getText(),
                        frame.getIsFinal(),
                        frame.getConfidence(),
                        frame.getLanguage(),
                        frame.getGapFrom()));
      }
    }
    return text.toString();
  }

  private static double seconds(Frame frame) {
    return Duration.between(Source.START, frame.getAt()).toMillis() / 1_000.0;
  }

  static RandomCall of(Random random) {
    return new Maker(random).call();
  }

  private static final class Maker {
    private final Random random;
    private final Source source = new Source("stream");
    private final List<Event> events = new ArrayList<>();
    private long now;
    private long epochs;
    private long strays;
    private long revision = 1;

    Maker(Random random) {
      this.random = random;
    }

    RandomCall call() {
      RuleSnapshot first = rules();
      written(source.connect(0));
      epochs = 1;
      int length = 3 + random.nextInt(25);
      for (int step = 0; step < length; step++) {
        now += random.nextInt(4) == 0 ? 0 : random.nextInt(7_000);
        if (random.nextInt(60) == 0) {
          now += 45_000;
        }
        happen();
      }
      events.add(new Event.Tick(source.tick(now + 10_000_000)));
      return new RandomCall(first, withTicks());
    }

    private void happen() {
      switch (random.nextInt(30)) {
        case 0, 1 -> lose();
        case 2 -> {
          written(source.connect(now));
          epochs++;
        }
        case 3, 4 -> stray();
        case 5 -> written(source.assign(now, ID, "agent-" + random.nextInt(3)));
        case 6, 7 -> {
          revision++;
          events.add(new Event.Published(rules()));
        }
        case 8 -> {
          if (random.nextInt(3) == 0) {
            written(source.end(now, ID));
          }
        }
        default -> written(utterance());
      }
    }

    private void lose() {
      long last = lastAt();
      long from = last + (now > last ? random.nextLong(now - last + 1) : 0);
      written(source.connect(now, from, now));
      epochs++;
    }

    private long lastAt() {
      long last = 0;
      for (Event event : events) {
        if (event instanceof Event.Written(Frame frame)) {
          last = Math.max(last, millis(frame.getAt()));
        }
      }
      return last;
    }

    /** A frame of the connection before. */
    private void stray() {
      if (epochs > 1) {
        written(
            Frame.newBuilder(utterance()).setEpoch(epochs - 1).setSeq(1_000 + strays++).build());
      }
    }

    private Frame utterance() {
      List<String> words = new ArrayList<>();
      int count = 1 + random.nextInt(4);
      for (int word = 0; word < count; word++) {
        words.add(one(WORDS));
      }
      return source
          .utterance(now, ID, speaker(), String.join(" ", words))
          .setIsFinal(random.nextInt(10) > 0)
          .setConfidence(random.nextInt(5) == 0 ? 0.4 : 0.9)
          .setLanguage(random.nextInt(6) == 0 ? one(List.of("en", "fr")) : null)
          .build();
    }

    private Speaker speaker() {
      return one(
          List.of(Speaker.AGENT, Speaker.AGENT, Speaker.AGENT, Speaker.CUSTOMER, Speaker.UNKNOWN));
    }

    private void written(Frame frame) {
      events.add(new Event.Written(frame));
    }

    /** Some ticks, as late as they may be or earlier. */
    private List<Event> withTicks() {
      List<Event> ticked = new ArrayList<>();
      long epoch = 0;
      for (int index = 0; index < events.size(); index++) {
        Event event = events.get(index);
        ticked.add(event);
        if (event instanceof Event.Written(Frame frame)) {
          epoch = Math.max(epoch, frame.getEpoch());
        }
        if (random.nextInt(3) == 0 && index + 1 < events.size()) {
          long until = bound(index + 1) - (random.nextBoolean() ? 0 : random.nextInt(2_000));
          Frame tick =
              source
                  .frame(FrameKind.TICK, until)
                  .setEpoch(epoch)
                  .setReadUpTo(Source.at(until))
                  .build();
          ticked.add(new Event.Tick(tick));
        }
      }
      return ticked;
    }

    private long bound(int from) {
      long until = now + 10_000_000;
      for (Event event : events.subList(from, events.size())) {
        if (event instanceof Event.Written(Frame frame)) {
          Instant at = frame.getGapFrom() == null ? frame.getAt() : frame.getGapFrom();
          until = Math.min(until, millis(at));
        }
      }
      return until;
    }

    private static long millis(Instant at) {
      return Duration.between(Source.START, at).toMillis();
    }

    private RuleSnapshot rules() {
      List<Rule> rules = new ArrayList<>();
      for (int number = 0; number < 6; number++) {
        if (random.nextInt(4) > 0) {
          // An id keeps its kind but for once in a while.
          boolean prohibited = number < 3 ^ random.nextInt(20) == 0;
          rules.add(prohibited ? prohibited("rule-" + number) : required("rule-" + number));
        }
      }
      return RuleSnapshot.of(revision, ENGINE, rules);
    }

    private Rule prohibited(String id) {
      return new ProhibitedRule(
          head(id, 1 + random.nextInt(4)),
          1 + random.nextInt(3),
          random.nextBoolean() ? Optional.empty() : Optional.of(seconds(12)),
          random.nextBoolean()
              ? new Cooldown.Time(seconds(10))
              : new Cooldown.Utterances(1 + random.nextInt(3)),
          random.nextBoolean());
    }

    private Rule required(String id) {
      After after =
          random.nextBoolean()
              ? new After.Start()
              : new After.Heard(scope(), phrases(1 + random.nextInt(2)));
      int kind = random.nextInt(3);
      Due due =
          new Due(
              kind == 0 ? Optional.empty() : Optional.of(seconds(15)),
              kind == 1 ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(4)));
      return new RequiredRule(head(id, 1 + random.nextInt(2)), after, due, "Title of " + id);
    }

    private Duration seconds(int most) {
      return Duration.ofMillis(1_000L * (1 + random.nextInt(most)));
    }

    private SpeakerScope scope() {
      return one(List.of(SpeakerScope.AGENT, SpeakerScope.AGENT, SpeakerScope.ANY));
    }

    private List<String> phrases(int count) {
      List<String> phrases = new ArrayList<>();
      while (phrases.size() < count) {
        String phrase = one(PHRASES);
        if (!phrases.contains(phrase)) {
          phrases.add(phrase);
        }
      }
      return phrases;
    }

    private RuleHead head(String id, int count) {
      return new RuleHead(
          id,
          1,
          "0".repeat(64),
          "{}",
          random.nextInt(6) == 0 ? SpeakerScope.CUSTOMER : scope(),
          random.nextInt(5) == 0 ? Mode.SHADOW : Mode.LIVE,
          random.nextInt(3) == 0 ? Optional.of("en") : Optional.empty(),
          random.nextInt(3) == 0 ? 0.6 : 0,
          false,
          phrases(count),
          random.nextInt(3) == 0 ? List.of(one(List.of("no red", "no green", "sea"))) : List.of(),
          Severity.HIGH,
          "",
          0);
    }

    private <T> T one(List<T> some) {
      return some.get(random.nextInt(some.size()));
    }
  }
}
