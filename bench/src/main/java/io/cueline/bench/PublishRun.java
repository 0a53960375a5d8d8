package io.cueline.bench;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.publisher.PublisherService;
import io.cueline.publisher.PublisherSettings;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.ServiceHost;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueItem;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Severity;
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.InteractionPartitioner;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Measures the publisher from the topic to the tenant's answer, without a limit, against a plain
 * OkHttp loop that makes the same calls with the same concurrency. Broker, publisher and a tenant
 * that answers after a fixed time are all in this process; the rounds take turns.
 *
 * @param deliveries of each round
 * @param concurrency calls under way at once
 * @param answersAfter the tenant's response time
 * @param rounds that count, of each kind, after two to warm up
 */
public record PublishRun(int deliveries, int concurrency, Duration answersAfter, int rounds) {

  private static final int PARTITIONS = 8;
  private static final int WARM_UPS = 2;
  private static final String PREFIX = "bench.";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(2);
  private static final String PATH = "/api/v2/agentassist/prompts";
  private static final String BODY =
      "{\"conversationId\":\"call-1-1\",\"prompt\":\"Compliance alert: Review required. Verify"
          + " disclosure.\"}";

  private static final String PROFILE =
      """
      name: bench
      variables:
        tenantUrl: http://localhost
      tenant: bench
      auth:
        variant: basic
        token-url: "{tenantUrl}/oauth/token"
        refresh-before: 60s
      calls:
        prompts:
          method: POST
          url: "{tenantUrl}/api/v2/agentassist/prompts"
          scope: agentassist:write
          timeout: 10s
      limits:
        per-minute: 100000000
      channels:
        interrupt: prompts
      """;

  public PublishRun {
    if (deliveries < 1 || concurrency < 1 || rounds < 1) {
      throw new IllegalArgumentException("one delivery, call at once and round at least");
    }
  }

  /**
   * Medians of the rounds.
   *
   * @param given what is set beside, of the publisher for instance
   * @param progress told of every round
   */
  public PublishResult measure(Settings given, Consumer<String> progress)
      throws InterruptedException, IOException {
    Path profile = Files.createTempFile("bench-publish", ".yaml");
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        PatientTenant tenant = new PatientTenant(answersAfter)) {
      Files.writeString(profile, PROFILE);
      Settings settings = settings(given, broker, tenant, profile);
      KafkaAccess kafka = KafkaAccess.from(settings);
      Rounds.createTopics(kafka, PARTITIONS);
      try (ServiceHost publisher = ServiceHost.start(settings, PublisherService::start);
          Producer<String, Cue> cues =
              new KafkaProducer<>(
                  kafka.clientConfig(),
                  new StringSerializer(),
                  AvroSerde.of(Topics.CUES, SchemaDirectory.compiledIn()).serializer())) {
        return rounds(publisher.context().metrics(), cues, tenant, progress);
      }
    } finally {
      Files.deleteIfExists(profile);
    }
  }

  private PublishResult rounds(
      MeterRegistry metrics,
      Producer<String, Cue> cues,
      PatientTenant tenant,
      Consumer<String> progress)
      throws InterruptedException {
    BareClient bare = new BareClient(concurrency);
    List<Double> published = new ArrayList<>();
    List<Double> called = new ArrayList<>();
    int inFlight = 0;
    for (int round = 1 - WARM_UPS; round <= rounds; round++) {
      String name = round < 1 ? "warm-up" : "round " + round;
      Stopwatch stopwatch = new Stopwatch();
      double own = publish(round, metrics, cues);
      int most = tenant.mostUnderWay();
      double micros = stopwatch.processorMicros() / deliveries;
      progress.accept(line("publisher", name, own, most, micros));
      stopwatch = new Stopwatch();
      double other = bare.round(tenant.url() + PATH, BODY, deliveries);
      micros = stopwatch.processorMicros() / deliveries;
      progress.accept(line("bare client", name, other, tenant.mostUnderWay(), micros));
      if (round > 0) {
        published.add(own);
        called.add(other);
        inFlight = Math.max(inFlight, most);
      }
    }
    return new PublishResult(Rounds.median(published), Rounds.median(called), inFlight, heapMiB());
  }

  private static String line(String what, String round, double rate, int inFlight, double micros) {
    return "%-11s  %s  %,8.0f calls/s, at most %d at once, %4.0f µs of processors a call"
        .formatted(what, round, rate, inFlight, micros);
  }

  /** Deliveries a second, from the first record written to the last receipt. */
  private double publish(int round, MeterRegistry metrics, Producer<String, Cue> cues)
      throws InterruptedException {
    String topic = new TopicNames(PREFIX).of(Topics.CUES);
    long before = receipts(metrics);
    long start = System.nanoTime();
    for (int i = 0; i < deliveries; i++) {
      Cue cue = cue("call-" + round + "-" + i, Instant.now());
      int partition = InteractionPartitioner.partition(cue.getInteractionId(), PARTITIONS);
      var _ = cues.send(new ProducerRecord<>(topic, partition, cue.getCueId(), cue));
    }
    cues.flush();
    while (receipts(metrics) < before + deliveries) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "%d of %d were delivered in %d s"
                .formatted(receipts(metrics) - before, deliveries, PATIENCE.toSeconds()));
      }
      Thread.sleep(LOOK);
    }
    return deliveries / ((System.nanoTime() - start) / 1e9);
  }

  private static long receipts(MeterRegistry metrics) {
    return (long)
        metrics.find("cueline.publisher.receipts").tag("outcome", "delivered").counters().stream()
            .mapToDouble(counter -> counter.count())
            .sum();
  }

  private static Cue cue(String call, Instant at) {
    return Cue.newBuilder()
        .setCueId(call + "-v")
        .setNumber(1)
        .setTenant("bench")
        .setInteractionId(call)
        .setKind(CueKind.INTERRUPT)
        .setChange(CueChange.OPENED)
        .setTitle("No guarantees")
        .setMessage("Verify disclosure.")
        .setSeverity(Severity.HIGH)
        .setItems(List.of(new CueItem("no-guarantees", 1, "No guarantees")))
        .setOpenedAt(at)
        .setAt(at)
        .setReceivedAt(at)
        .setDecidedAt(at)
        .build();
  }

  private Settings settings(
      Settings given, EmbeddedBroker broker, PatientTenant tenant, Path profile) {
    return given
        .with(KafkaAccess.BOOTSTRAP, broker.bootstrapServers())
        .with(KafkaAccess.PREFIX, PREFIX)
        .with(HttpSettings.PORT, "0")
        .with(CxoneSettings.PROFILE, profile.toString())
        .with(CxoneSettings.VARIABLES, "tenantUrl=" + tenant.url())
        .with(CxoneSettings.CLIENT_ID, "bench")
        .with(CxoneSettings.CLIENT_SECRET, "bench")
        .with(PublisherSettings.IN_FLIGHT_CUES, Integer.toString(concurrency));
  }

  private static long heapMiB() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }
}
