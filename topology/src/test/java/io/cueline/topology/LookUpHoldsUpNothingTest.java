package io.cueline.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.RuntimeSettings;
import io.cueline.runtime.service.ServiceHost;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.Speaker;
import io.cueline.schemas.Violation;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.compliance.Source;
import io.cueline.topology.knowledge.KnowledgeSettings;
import io.cueline.topology.knowledge.Queries;
import io.cueline.topology.knowledge.RemoteSettings;
import io.cueline.topology.knowledge.index.Articles;
import io.cueline.topology.knowledge.remote.FakeSearch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decisions while look-up has the worst of times, against decisions while it rests, in turn within
 * one run: the tenant's search hangs for thirty seconds, and queries come in floods.
 */
@Tag("long")
class LookUpHoldsUpNothingTest {

  private static final Logger LOG = LoggerFactory.getLogger(LookUpHoldsUpNothingTest.class);
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final TopicNames NAMES = new TopicNames("flood.");
  private static final int ROUNDS = 3;
  private static final int DECISIONS = 200;
  private static final Duration PAUSE = Duration.ofMillis(25);
  private static final int FLOOD_PER_SECOND = 2_000;

  @TempDir private Path folder;

  private final Source source = new Source("stream");
  private final List<Duration> without = new ArrayList<>();
  private final List<Duration> with = new ArrayList<>();
  private long now = 1_000;
  private int calls;

  @Test
  void aSourceThatHangsAndAFloodOfQueriesDelayNoDecision() throws InterruptedException {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        FakeSearch tenant = new FakeSearch();
        ServiceHost host = ServiceHost.start(settings(broker, tenant), TopologyService::start);
        Wire wire = new Wire(broker, NAMES);
        KafkaConsumer<String, byte[]> violations = wire.reader(Topics.VIOLATIONS)) {
      await().atMost(SOON).until(() -> host.context().health().notReady().isEmpty());
      tenant.hangs();
      for (int article = 0; article < 300; article++) {
        wire.write(
            Articles.article("kb-" + article, "Fee " + article, "The fee is low. " + article));
      }
      wire.everywhere(source.connect(0));
      decide(wire, violations, new ArrayList<>());
      for (int round = 0; round < ROUNDS; round++) {
        decide(wire, violations, without);
        AtomicBoolean over = new AtomicBoolean();
        Thread flood = Thread.ofPlatform().start(() -> flood(wire, over));
        decide(wire, violations, with);
        over.set(true);
        flood.join();
      }
      double fellBack = count(host, "fell-back");
      LOG.atInfo()
          .addKeyValue("without p50", percentile(without, 50))
          .addKeyValue("without p99", percentile(without, 99))
          .addKeyValue("with p50", percentile(with, 50))
          .addKeyValue("with p99", percentile(with, 99))
          .addKeyValue("with max", percentile(with, 100))
          .addKeyValue("searches that hung", tenant.searches())
          .addKeyValue("answered locally instead", fellBack)
          .addKeyValue("superseded", count(host, "superseded"))
          .addKeyValue("stale", count(host, "stale"))
          .log("decisions without and with a look-up in trouble");

      assertThat(tenant.searches()).as("it hung").isPositive();
      assertThat(fellBack).as("it was waited for").isPositive();
      assertThat(count(host, "superseded")).as("it was flooded").isGreaterThan(1_000);
      assertThat(percentile(with, 50)).isLessThan(percentile(without, 50).multipliedBy(4));
      assertThat(percentile(with, 99))
          .isLessThan(percentile(without, 99).multipliedBy(4).plusMillis(200));
    }
  }

  /** From the frame's writing to the committed violation. */
  private void decide(Wire wire, KafkaConsumer<String, byte[]> violations, List<Duration> latencies)
      throws InterruptedException {
    Map<String, Long> sent = new HashMap<>();
    int before = latencies.size();
    for (int each = 0; each < DECISIONS; each++) {
      String call = "decided-" + calls++;
      now += 10;
      sent.put(call, System.nanoTime());
      wire.write(source.says(now, call, Speaker.AGENT, "I guarantee it and you get a full refund"));
      wire.flush();
      long until = System.nanoTime() + PAUSE.toNanos();
      while (System.nanoTime() < until) {
        collect(violations, sent, latencies);
      }
    }
    await()
        .atMost(SOON)
        .until(
            () -> {
              collect(violations, sent, latencies);
              return latencies.size() == before + DECISIONS;
            });
  }

  private static void collect(
      KafkaConsumer<String, byte[]> violations, Map<String, Long> sent, List<Duration> latencies) {
    for (ConsumerRecord<String, byte[]> row : violations.poll(Duration.ofMillis(5))) {
      Violation violation = Wire.value(Topics.VIOLATIONS, row);
      Long start = sent.remove(violation.getInteractionId());
      if (start != null) {
        latencies.add(Duration.ofNanos(System.nanoTime() - start));
      }
    }
  }

  private static void flood(Wire wire, AtomicBoolean over) {
    long start = System.nanoTime();
    for (int each = 0; !over.get(); each++) {
      wire.write(
          Queries.query(
              "asking-" + each % 500,
              "q-" + start + "-" + each,
              "what is the fee for number " + each % 300,
              Instant.now()));
      long due = start + each * (1_000_000_000L / FLOOD_PER_SECOND);
      java.util.concurrent.locks.LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
    }
  }

  private static Duration percentile(List<Duration> latencies, int percent) {
    List<Duration> sorted = latencies.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  private static double count(ServiceHost host, String result) {
    return host.context().metrics().counter("cueline.knowledge.queries", "result", result).count();
  }

  private Settings settings(EmbeddedBroker broker, FakeSearch tenant) {
    List<Setting<?>> catalogue =
        Stream.of(RuntimeSettings.ALL, CxoneSettings.ALL, TopologySettings.ALL)
            .flatMap(List::stream)
            .<Setting<?>>map(setting -> setting)
            .toList();
    return Settings.defaults(catalogue)
        .with(KafkaAccess.BOOTSTRAP, broker.bootstrapServers())
        .with(KafkaAccess.PREFIX, NAMES.prefix())
        .with(KafkaAccess.PARTITIONS, Integer.toString(Wire.PARTITIONS))
        .with(HttpSettings.PORT, "0")
        .with(TopologySettings.FOLDER, folder.resolve("state").toString())
        .with(TopologySettings.CREATE_TOPICS, "true")
        .with(TopologySettings.INITIAL_RULES, "default")
        .with(TopologySettings.STANDBYS, "0")
        .with(KnowledgeSettings.FOLDER, folder.resolve("knowledge").toString())
        .with(KnowledgeSettings.SOURCE, "remote")
        .with(RemoteSettings.PER_MINUTE, "100000")
        .with(RemoteSettings.DEADLINE, "1s")
        .with(CxoneSettings.VARIABLES, "tenantUrl=" + tenant.url())
        .with(CxoneSettings.CLIENT_ID, "id")
        .with(CxoneSettings.CLIENT_SECRET, "secret");
  }
}
