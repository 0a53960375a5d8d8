package io.cueline.workbench.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cueline.broker.EmbeddedBroker;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.InteractionPartitioner;
import io.cueline.schemas.topic.TopicAdmin;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the rules in force, on a real broker. */
class LiveRulesTest {

  private static final int PARTITIONS = 2;
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static EmbeddedBroker broker;
  private static int count;

  @TempDir private Path folder;
  private String prefix = "";
  private String settings = "";

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void topics() throws Exception {
    prefix = "l" + count++ + ".";
    settings =
        file(
            "cueline.conf",
            "kafka.bootstrap-servers = %s\nkafka.prefix = %s\n"
                .formatted(broker.bootstrapServers(), prefix));
    try (Admin admin = Admin.create(client())) {
      new TopicAdmin(admin, new TopicNames(prefix)).create(PARTITIONS, Optional.empty());
    }
  }

  @Test
  void withoutTopicsOrWhoItIsNotPublished() throws IOException {
    assertThat(Run.of("rules", "publish", "default").exit()).isEqualTo(2);
    Run nobody = publish("default", " ", "x");
    assertThat(nobody.exit()).isEqualTo(1);
    assertThat(nobody.err()).contains("--who is empty");
    settings = file("none.conf", "kafka.bootstrap-servers = " + broker.bootstrapServers() + "\n");
    Run none = command("list");
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("cueline topics create");
  }

  @Test
  void rulesArePublishedComparedToldAndRolledBack() throws IOException {
    assertThat(command("list").out()).contains("nothing has been published yet");
    assertThat(publish("default", "ada", "to begin with").out())
        .contains("revision 1 is in force: 4 rules changed, nothing removed");
    String mine =
        file(
            "mine.yaml",
            """
            rules:
              - {id: default-keywords, kind: prohibited, phrases: [guarantee, promise], severity: high,
                 message: Compliance violation detected. Verify disclosure.}
              - {id: mine, kind: required, due: 30s, phrases: [hello], mode: "off"}
            engine: {join_window: 0}
            """);

    Run diff = command("diff", mine);

    assertThat(diff.out().lines())
        .contains(
            "+ mine (required)",
            "- recording-notice (required)",
            "~ default-keywords",
            "      - \"refund\"",
            "      + \"promise\"",
            "~ engine",
            "    join_window: \"1m\" -> \"0\"",
            "against revision 1");

    assertThat(publish(mine, "bob", "mine is better", "--base", "1").exit()).isZero();
    Run late = publish("default", "eve", "too late", "--base", "1");
    assertThat(late.exit()).isEqualTo(1);
    assertThat(late.err()).contains("not published: revision 2 is in force by now");
    assertThat(publish(mine, "bob", "again").out()).contains("nothing to publish: revision 2");
    assertThat(command("diff", mine).out()).contains("no difference to revision 2");
    assertThat(command("list").out()).contains("mine", "off", "2 rules, revision 2");
    assertThat(command("list", "--json").json().get("rules").get(0).get("version").asInt())
        .isEqualTo(2);

    assertThat(command("rollback", "7", "--who", "ada", "--why", "x").err())
        .contains("there is no revision 7");
    Run back = command("rollback", "1", "--who", "ada", "--why", "worse", "--json");
    assertThat(back.json().get("revision").asInt()).isEqualTo(3);
    assertThat(command("diff", "default").out()).contains("no difference to revision 3");

    assertThat(command("history").out())
        .contains("ada: to begin with", "bob: mine is better", "ada: worse", "  mine removed");
    List<JsonNode> mineOnly = command("history", "mine", "--json").jsonLines();
    assertThat(mineOnly).extracting(each -> each.get("revision").asInt()).containsExactly(2, 3);
    assertThat(mineOnly.getFirst().get("changed").get(0).get("rule").get("due").toString())
        .isEqualTo("[\"30s\"]");
  }

  @Test
  void backtestsReadWhatTheTopicsStillHold() throws IOException {
    publish("default", "ada", "to begin with");
    List<Frame> frames = new ArrayList<>();
    for (int call = 0; call < 20; call++) {
      long at = call * 60_000L;
      frames.add(frame(frames.size(), at, "call-" + call).setText("I guarantee it").build());
      frames.add(frame(frames.size(), at + 35_000, "call-" + call).setText("a promise").build());
      frames.add(frame(frames.size(), at + 40_000, "call-" + call).setKind(FrameKind.END).build());
    }
    write(frames);
    String candidate =
        file(
            "c.yaml",
            "rules:\n- {id: default-keywords, kind: prohibited, phrases: [guarantee, promise]}\n");

    JsonNode all = backtest(candidate).json();
    assertThat(all.get("calls").asInt()).isEqualTo(20);
    assertThat(all.get("rules").get(0).get("id").asText()).isEqualTo("default-keywords");
    assertThat(all.get("rules").get(0).get("gained").asInt()).isEqualTo(20);
    JsonNode gained = all.get("rules").get(0).get("examples").get(0).get("candidate");
    assertThat(gained.get("atMs").asInt()).isEqualTo(35_000);
    assertThat(gained.get("evidence").get(1).get("turn").asInt()).isEqualTo(1);
    assertThat(all.get("rules").get(3).get("id").asText()).isEqualTo("recording-notice");
    assertThat(all.get("rules").get(3).get("lost").asInt()).isEqualTo(20);

    // The tenth call has begun by then, and those from the fifteenth on have not.
    JsonNode some =
        backtest(candidate, "--from", "2026-03-02T09:09:10Z", "--to", "2026-03-02T09:15:00Z")
            .json();
    assertThat(some.get("calls").asInt()).isEqualTo(5);
  }

  private Run backtest(String candidate, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--baseline", "live", "--candidate", candidate, "--json"));
    arguments.addAll(List.of(more));
    Run run = command("backtest", arguments.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    return run;
  }

  private Run publish(String file, String who, String why, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(file, "--who", who, "--why", why));
    arguments.addAll(List.of(more));
    return command("publish", arguments.toArray(String[]::new));
  }

  private Run command(String name, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("rules", name, "--settings", settings));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(String[]::new));
  }

  private static Frame.Builder frame(int seq, long at, String id) {
    return Frame.newBuilder()
        .setTenant("t")
        .setSource("s")
        .setEpoch(1)
        .setSeq(seq)
        .setAt(START.plusMillis(at))
        .setReceivedAt(START)
        .setKind(FrameKind.UTTERANCE)
        .setSpeaker(Speaker.AGENT)
        .setInteractionId(id);
  }

  private void write(List<Frame> frames) {
    String topic = new TopicNames(prefix).of(Topics.TRANSCRIPT_FRAMES);
    AvroSerde<Frame> serde = AvroSerde.of(Topics.TRANSCRIPT_FRAMES, SchemaDirectory.compiledIn());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(client(), new StringSerializer(), new ByteArraySerializer())) {
      for (Frame frame : frames) {
        var _ =
            producer.send(
                new ProducerRecord<>(
                    topic,
                    InteractionPartitioner.partition(frame.getInteractionId(), PARTITIONS),
                    frame.getAt().toEpochMilli(),
                    frame.getInteractionId(),
                    serde.serialize(topic, frame)));
      }
    }
  }

  private static Map<String, Object> client() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }
}
