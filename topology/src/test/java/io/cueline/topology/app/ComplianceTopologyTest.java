package io.cueline.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Scorecard;
import io.cueline.schemas.Speaker;
import io.cueline.schemas.StoredEntry;
import io.cueline.schemas.Violation;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.Topic;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.compliance.Rules;
import io.cueline.topology.compliance.Source;
import io.cueline.topology.rules.RuleSnapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topology with its real serdes, store and handlers. */
class ComplianceTopologyTest {

  private static final TopicNames NAMES = new TopicNames("t.");
  private static final SchemaDirectory SCHEMAS = SchemaDirectory.compiledIn();
  private static final RuleSnapshot RULES = Rules.snapshot(1, Rules.KEYWORDS, Rules.RECORDING);

  @TempDir private Path folder;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Source source = new Source("stream");
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> frames;

  @BeforeEach
  void start() {
    driver = new TopologyTestDriver(topology(RULES), config());
    frames =
        driver.createInputTopic(
            NAMES.of(Topics.TRANSCRIPT_FRAMES), new StringSerializer(), new ByteArraySerializer());
    write(source.connect(0));
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void nodesStoresAndTopicsAreNamed() {
    assertThat(topology(RULES).describe().toString())
        .isEqualTo(
            """
            Topologies:
               Sub-topology: 0
                Source: frames (topics: [t.transcript-frames])
                  --> compliance
                Source: from-feedback (topics: [t.feedback])
                  --> compliance
                Processor: compliance (stores: [interactions])
                  --> to-cues, to-disclosure-states, to-feedback, to-knowledge-queries, to-near-misses, to-scorecards, to-violations
                  <-- frames, from-feedback
                Sink: to-cues (topic: t.cues)
                  <-- compliance
                Sink: to-disclosure-states (topic: t.disclosure-states)
                  <-- compliance
                Sink: to-feedback (topic: t.feedback)
                  <-- compliance
                Sink: to-knowledge-queries (topic: t.knowledge-queries)
                  <-- compliance
                Sink: to-near-misses (topic: t.near-misses)
                  <-- compliance
                Sink: to-scorecards (topic: t.scorecards)
                  <-- compliance
                Sink: to-violations (topic: t.violations)
                  <-- compliance

            """);
  }

  @Test
  void whatCannotBeProcessedGoesAsideAndTheNextIsTaken() {
    frames.pipeInput("call", new byte[] {1, 2, 3});
    write(source.frame(FrameKind.UTTERANCE, 1_000).setText("no interaction").build());
    write(source.says(2_000, "call", Speaker.AGENT, "guarantee refund"));

    assertThat(read(Topics.VIOLATIONS)).hasSize(1);
    assertThat(
            driver
                .createOutputTopic(
                    NAMES.of(Topics.TOPOLOGY_ERRORS),
                    new StringDeserializer(),
                    new ByteArrayDeserializer())
                .readKeyValuesToList())
        .hasSize(1);
  }

  @Test
  void aViolationIsRecordedWithItsCueAndTheCardAtTheEnd() {
    write(source.says(1_000, "call", Speaker.AGENT, "this call may be recorded"));
    write(source.says(2_000, "call", Speaker.AGENT, "guarantee refund"));
    write(source.end(9_000, "call"));

    Violation violation = read(Topics.VIOLATIONS).getFirst();
    assertThat(violation.getInteractionId()).isEqualTo("call");
    assertThat(violation.getReceivedAt()).isEqualTo(Source.at(2_000));
    assertThat(read(Topics.CUES))
        .extracting(Cue::getChange)
        .containsExactly(CueChange.OPENED, CueChange.CLOSED);
    List<Scorecard> cards = read(Topics.SCORECARDS);
    assertThat(cards).hasSize(2);
    assertThat(cards.getLast().getOutcomes())
        .extracting(outcome -> outcome.getOutcome())
        .containsExactly("VIOLATION", "SATISFIED");
  }

  @Test
  void whatAnAgentAcknowledgesAtTheDesktopIsClosedOnceAndNothingElseIs() {
    write(source.says(1_000, "call", Speaker.AGENT, "guarantee refund"));
    Cue opened = read(Topics.CUES).getFirst();

    feedback("call", opened.getCueId(), "DISMISSED");
    feedback("call", "a card", "acknowledged");
    feedback("a call that nobody knows", opened.getCueId(), "acknowledged");
    assertThat(read(Topics.CUES)).isEmpty();

    feedback("call", opened.getCueId(), "acknowledged");
    feedback("call", opened.getCueId(), "ACKNOWLEDGED");
    assertThat(read(Topics.CUES))
        .singleElement()
        .satisfies(
            closed -> {
              assertThat(closed.getCueId()).isEqualTo(opened.getCueId());
              assertThat(closed.getChange()).isEqualTo(CueChange.CLOSED);
              assertThat(closed.getCloseReason()).isEqualTo("acknowledged");
              assertThat(closed.getAt()).isEqualTo(Source.at(1_000));
            });
    assertThat(read(Topics.FEEDBACK)).isEmpty();

    write(source.end(9_000, "call"));
    feedback("call", opened.getCueId(), "ACKNOWLEDGED");
    assertThat(read(Topics.CUES)).isEmpty();
  }

  @Test
  void ticksLookOnlyAtWhatWaitsAndEndedCallsLeaveNothing() {
    for (int call = 0; call < 50; call++) {
      write(source.says(1_000 + call, "call-" + call, Speaker.AGENT, "hello"));
    }
    write(source.tick(31_025));
    assertThat(read(Topics.CUES)).hasSize(26);

    write(source.tick(4_000_000));
    write(source.tick(8_000_000));

    assertThat(read(Topics.SCORECARDS)).hasSize(100);
    assertThat(stored()).containsOnlyKeys("sstream");
    assertThat(metrics.get("cueline.topology.decisions").tag("kind", "scorecard").counter().count())
        .isEqualTo(50);
  }

  @Test
  void timersAndSourcesAreRebuiltFromTheStore() {
    write(source.says(1_000, "call", Speaker.AGENT, "hello"));
    Map<String, StoredEntry> before = stored();
    driver.close();
    List<FrameProcessor> made = new ArrayList<>();
    driver =
        new TopologyTestDriver(
            ComplianceTopology.build(
                NAMES,
                SCHEMAS,
                () -> {
                  made.add(processor(RULES));
                  return made.getLast();
                }),
            config());
    InteractionStore after = (InteractionStore) driver.getStateStore(Names.INTERACTIONS);
    before.forEach(after::write);
    made.getLast().rebuild();
    frames =
        driver.createInputTopic(
            NAMES.of(Topics.TRANSCRIPT_FRAMES), new StringSerializer(), new ByteArraySerializer());

    write(source.tick(31_000));

    assertThat(read(Topics.CUES)).hasSize(1);
  }

  @Test
  void aCallIsNeverJudgedByOlderRulesThanItHasAdopted() {
    driver.close();
    RuleSnapshot[] inForce = {Rules.snapshot(2, Rules.KEYWORDS)};
    RevisionHistory behind =
        new RevisionHistory(
            () -> inForce[0],
            (revision, atMost) -> false,
            revision -> Optional.empty(),
            Duration.ofMillis(1));
    driver =
        new TopologyTestDriver(
            ComplianceTopology.build(NAMES, SCHEMAS, () -> processor(behind)), config());
    frames =
        driver.createInputTopic(
            NAMES.of(Topics.TRANSCRIPT_FRAMES), new StringSerializer(), new ByteArraySerializer());
    write(source.connect(0));
    write(source.says(1_000, "call", Speaker.AGENT, "refund"));

    inForce[0] = Rules.snapshot(1, Rules.KEYWORDS);

    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> write(source.says(2_000, "call", Speaker.AGENT, "guarantee"))))
        .hasRootCauseInstanceOf(RulesBehindException.class);
  }

  /** As the desktop hub writes it. */
  private void feedback(String interactionId, String subjectId, String action) {
    TestInputTopic<String, Feedback> desktops =
        driver.createInputTopic(
            NAMES.of(Topics.FEEDBACK),
            new StringSerializer(),
            AvroSerde.of(Topics.FEEDBACK, SCHEMAS));
    desktops.pipeInput(
        interactionId,
        Feedback.newBuilder()
            .setTenant("acme")
            .setInteractionId(interactionId)
            .setSubjectId(subjectId)
            .setAction(action)
            .setAgentId("agent-7")
            .setAt(Source.at(70_000))
            .setReceivedAt(Source.at(70_000))
            .build());
  }

  private Topology topology(RuleSnapshot rules) {
    return ComplianceTopology.build(NAMES, SCHEMAS, () -> processor(rules));
  }

  private FrameProcessor processor(RuleSnapshot rules) {
    return processor(
        new RevisionHistory(
            () -> rules, (revision, atMost) -> true, revision -> Optional.empty(), Duration.ZERO));
  }

  private FrameProcessor processor(RevisionHistory rules) {
    return new FrameProcessor(
        rules, new DecisionMetrics(metrics), new Hurry(), InstantSource.fixed(Source.at(77_000)));
  }

  /** What a task that starts would find. */
  private Map<String, StoredEntry> stored() {
    Map<String, StoredEntry> stored = new TreeMap<>();
    ((InteractionStore) driver.getStateStore(Names.INTERACTIONS)).forEach(stored::put);
    return stored;
  }

  private Properties config() {
    KafkaAccess kafka = new KafkaAccess("localhost:1", "t.", "demo", 8, Map.of());
    return new ComplianceStreamsConfig(
            folder, Optional.empty(), Duration.ofSeconds(6), 1, 0, Duration.ofMillis(50), 32L << 20)
        .properties(kafka, NAMES);
  }

  private void write(Frame frame) {
    AvroSerde<Frame> serde = AvroSerde.of(Topics.TRANSCRIPT_FRAMES, SCHEMAS);
    String key = frame.getInteractionId() == null ? frame.getSource() : frame.getInteractionId();
    frames.pipeInput(key, serde.serialize("frames", frame), frame.getAt());
  }

  private <V extends SpecificRecord> List<V> read(Topic<V> topic) {
    return driver
        .createOutputTopic(NAMES.of(topic), new StringDeserializer(), AvroSerde.of(topic, SCHEMAS))
        .readValuesToList();
  }
}
