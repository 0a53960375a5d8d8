package io.cueline.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.StoredEntry;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.InteractionPartitioner;
import io.cueline.topology.app.RandomLog.Entry;
import io.cueline.topology.compliance.Decision;
import io.cueline.topology.compliance.EngineRun;
import io.cueline.topology.compliance.Kept;
import io.cueline.topology.compliance.RuleBook;
import io.cueline.topology.compliance.Rules;
import io.cueline.topology.rules.After;
import io.cueline.topology.rules.Cooldown;
import io.cueline.topology.rules.Due;
import io.cueline.topology.rules.EngineSettings;
import io.cueline.topology.rules.Mode;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleSnapshot;
import io.cueline.topology.rules.SpeakerScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Time is data: the same frames of an interaction give the same decisions, whatever ticks come in
 * between, however often a frame is repeated, over however many partitions the calls are spread,
 * and with every state going through the store.
 */
class SameDecisionsTest {

  private static final int FRAMES = 70;
  private static final int TRIES = 300;

  private static final EngineSettings ENGINE =
      new EngineSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(45),
          Duration.ofHours(3),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10));

  private static final List<Rule> ALL =
      List.of(
          Rules.within(Rules.KEYWORDS, Duration.ofSeconds(25)),
          Rules.with(
              Rules.unless(Rules.prohibited("one", 1), "no guarantee"),
              new Cooldown.Time(Duration.ofSeconds(8))),
          Rules.in(Mode.SHADOW, Rules.keptOnGap(Rules.prohibited("quiet", 2))),
          Rules.required("notice", "Notice", new After.Start(), Duration.ofSeconds(10)),
          Rules.required("prompt", "Prompt", new After.Start(), Duration.ofSeconds(10)),
          Rules.demanding(
              Rules.required(
                  "counted",
                  "Counted",
                  new After.Start(),
                  new Due(Optional.of(Duration.ofSeconds(20)), OptionalInt.of(3))),
              "en",
              0.6),
          Rules.saying(
              Rules.required(
                  "fee",
                  "Fee",
                  new After.Heard(SpeakerScope.ANY, List.of("loan")),
                  Duration.ofSeconds(6)),
              "a fee applies"));

  private static final Map<Integer, RuleSnapshot> REVISIONS =
      Map.of(
          1, RuleSnapshot.of(1, ENGINE, ALL),
          2, RuleSnapshot.of(2, ENGINE, ALL.subList(0, 4)),
          3, RuleSnapshot.of(3, ENGINE, ALL.subList(2, 7)),
          4, RuleSnapshot.of(4, ENGINE, ALL));

  private static final AvroSerde<StoredEntry> SERDE =
      new AvroSerde<>(StoredEntry.class, SchemaDirectory.compiledIn());

  @Property(tries = TRIES)
  void ticksDecideNothing(@ForAll long seed) {
    List<Entry> log =
        RandomLog.withLastTicks(acknowledged(RandomLog.of(new Random(seed), FRAMES), seed));

    for (int percent : new int[] {5, 40, 100}) {
      List<Entry> ticked = RandomLog.withTicks(log, new Random(seed), percent);
      assertSame(decide(log, 1), decide(ticked, 1));
    }
  }

  @Property(tries = TRIES)
  void repeatedFramesDecideNothing(@ForAll long seed) {
    List<Entry> log = acknowledged(RandomLog.of(new Random(seed), FRAMES), seed);

    List<Entry> repeated = RandomLog.withDuplicates(log, new Random(seed), 30);

    assertSame(decide(log, 1), decide(repeated, 1));
  }

  @Property(tries = TRIES)
  void partitionsDecideNothing(@ForAll long seed) {
    List<Entry> log = RandomLog.of(new Random(seed), FRAMES);
    List<Entry> ticked = RandomLog.withTicks(log, new Random(seed), 50);

    assertSame(decide(ticked, 1), decide(ticked, 8));
  }

  /** Topic by topic and key by key, as they are kept: in between there is no order. */
  private static void assertSame(
      Map<String, List<Decision>> expected, Map<String, List<Decision>> actual) {
    Map<String, List<Decision>> actualRows = byTopic(actual);
    Map<String, List<Decision>> expectedRows = byTopic(expected);
    assertThat(actualRows.keySet()).isEqualTo(expectedRows.keySet());
    expectedRows.forEach(
        (row, decisions) -> {
          List<Decision> others = actualRows.getOrDefault(row, List.of());
          for (int index = 0; index < Math.min(decisions.size(), others.size()); index++) {
            assertThat(others.get(index)).as("%s, %d", row, index).isEqualTo(decisions.get(index));
          }
          assertThat(others).as(row).hasSameSizeAs(decisions);
        });
  }

  private static Map<String, List<Decision>> byTopic(Map<String, List<Decision>> decisions) {
    Map<String, List<Decision>> rows = new TreeMap<>();
    decisions.forEach(
        (call, made) ->
            made.forEach(
                decision ->
                    rows.computeIfAbsent(call + " " + topic(decision), any -> new ArrayList<>())
                        .add(decision)));
    return rows;
  }

  private static String topic(Decision decision) {
    var outgoing = new Records("demo", "call", Instant.EPOCH, Instant.EPOCH).of(decision);
    return outgoing.sink() + " " + outgoing.key();
  }

  /** Some of the feedback becomes the acknowledgement of a cue that is there. */
  private static List<Entry> acknowledged(List<Entry> log, long seed) {
    Random random = new Random(seed);
    Map<String, List<Decision>> without = decide(log, 1);
    List<Entry> acknowledged = new ArrayList<>();
    for (Entry entry : log) {
      if (entry instanceof Entry.Written(Frame frame) && frame.getKind() == FrameKind.FEEDBACK) {
        List<String> cues =
            without.getOrDefault(frame.getInteractionId(), List.of()).stream()
                .filter(Decision.CueChanged.class::isInstance)
                .map(decision -> ((Decision.CueChanged) decision).cueId())
                .toList();
        String subject = cues.isEmpty() ? "a card" : cues.get(random.nextInt(cues.size()));
        acknowledged.add(
            new Entry.Written(
                Frame.newBuilder(frame).setSubjectId(subject).setAction("ACKNOWLEDGED").build()));
      } else {
        acknowledged.add(entry);
      }
    }
    return acknowledged;
  }

  private static Map<String, List<Decision>> decide(List<Entry> log, int partitions) {
    Published rules = new Published();
    List<EngineRun> runs = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      runs.add(new EngineRun(rules, SameDecisionsTest::throughTheStore));
    }
    for (Entry entry : log) {
      switch (entry) {
        case Entry.Published(int revision) -> rules.publish(revision);
        case Entry.Written(Frame frame) when frame.getInteractionId() == null ->
            runs.forEach(run -> run.take(frame));
        case Entry.Written(Frame frame) ->
            runs.get(InteractionPartitioner.partition(frame.getInteractionId(), partitions))
                .take(frame);
      }
    }
    Map<String, List<Decision>> decisions = new TreeMap<>();
    runs.forEach(run -> decisions.putAll(run.decisions()));
    return decisions;
  }

  private static Kept throughTheStore(Kept kept) {
    byte[] bytes = SERDE.serialize("store", StateCodec.write(kept));
    Kept read = StateCodec.readKept(SERDE.deserialize("store", bytes));
    assertThat(read).isEqualTo(kept);
    return read;
  }

  /** Revisions as they come into force; each call remembers its own. */
  private static final class Published implements RuleBook {
    private RuleSnapshot current = revision(1);

    void publish(int revision) {
      if (revision > current.revision()) {
        current = revision(revision);
      }
    }

    @Override
    public RuleSnapshot current() {
      return current;
    }

    @Override
    public RuleSnapshot adopted(long revision) {
      return revision(Math.toIntExact(revision));
    }

    private static RuleSnapshot revision(int revision) {
      RuleSnapshot snapshot = REVISIONS.get(revision);
      if (snapshot == null) {
        throw new IllegalArgumentException("revision " + revision);
      }
      return snapshot;
    }
  }
}
