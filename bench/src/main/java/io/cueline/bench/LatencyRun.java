package io.cueline.bench;

import io.cueline.bench.LatencyResult.Rate;
import io.cueline.bench.LatencyTenant.Prompted;
import io.cueline.broker.EmbeddedBroker;
import io.cueline.ingest.IngestService;
import io.cueline.ingest.IngestSettings;
import io.cueline.publisher.PublisherService;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.ServiceHost;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.Delivery;
import io.cueline.topology.TopologyService;
import io.cueline.topology.TopologySettings;
import io.cueline.topology.knowledge.KnowledgeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures the whole way: from when an utterance is due to be written to the tenant's socket until
 * the tenant has received the call that tells of its violation. Tenant, broker, ingest, topology
 * and publisher are all in this process, exactly once, on the cores it has.
 *
 * @param calls a file of calls; empty for those of the demo
 * @param rates utterances a second, one after the other
 * @param interactions open all the time
 * @param warmUp at the highest rate, before any counts: services run for days
 * @param measured at each rate
 */
public record LatencyRun(
    Optional<Path> calls,
    List<Integer> rates,
    int interactions,
    Duration warmUp,
    Duration measured) {

  private static final String PREFIX = "bench.";
  private static final int PARTITIONS = 8;
  private static final int OPENED_PER_SECOND = 1_000;
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);

  /** A prompt that has not come by then is missing. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** At each rate, before it counts: what the rate before left behind is over. */
  private static final Duration SETTLE = Duration.ofSeconds(3);

  private static final Duration LOOK = Duration.ofMillis(20);

  public LatencyRun {
    rates = List.copyOf(rates);
    if (rates.isEmpty() || rates.stream().anyMatch(rate -> rate < 1) || interactions < 1) {
      throw new IllegalArgumentException("a rate and an interaction at least");
    }
  }

  /**
   * @param given what is set beside
   * @param progress told of every step
   */
  public LatencyResult measure(Settings given, Consumer<String> progress)
      throws InterruptedException {
    Path folder = Folders.temporary();
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        LatencyTenant tenant = new LatencyTenant(given)) {
      Settings settings = settings(given, broker, tenant, folder);
      Rounds.createTopics(KafkaAccess.from(settings), PARTITIONS);
      try (ServiceHost topology = ServiceHost.start(settings, TopologyService::start);
          ServiceHost publisher = ServiceHost.start(settings, PublisherService::start);
          ServiceHost ingest = ServiceHost.start(settings, IngestService::start)) {
        awaitReady(List.of(topology, publisher, ingest));
        OpenLoop loop = new OpenLoop(tenant.stream(), tenant, texts(), interactions);
        return rates(loop, tenant, new Receipts(KafkaAccess.from(settings)), progress);
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private LatencyResult rates(
      OpenLoop loop, LatencyTenant tenant, Receipts receipts, Consumer<String> progress)
      throws InterruptedException {
    progress.accept("opening %,d interactions".formatted(interactions));
    loop.say(interactions, OPENED_PER_SECOND);
    int highest = Collections.max(rates);
    progress.accept("warm-up of %d s at %,d utterances/s".formatted(warmUp.toSeconds(), highest));
    loop.say(warmUp.toSeconds() * highest, highest);
    List<Rate> measuredRates = new ArrayList<>();
    for (int rate : rates) {
      loop.say(SETTLE.toSeconds() * rate, rate);
      drain(tenant);
      tenant.forget();
      tenant.take();
      Instant begun = Instant.now();
      progress.accept("%,d utterances/s: measuring %d s".formatted(rate, measured.toSeconds()));
      int violations = loop.say(measured.toSeconds() * rate, rate);
      drain(tenant);
      List<Prompted> prompted = tenant.take();
      measuredRates.add(rate(rate, violations, prompted, receipts.since(begun)));
      tenant.forget();
    }
    return new LatencyResult(measuredRates);
  }

  private static void drain(LatencyTenant tenant) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (tenant.missing() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(LOOK);
    }
  }

  private static Rate rate(
      int perSecond, int violations, List<Prompted> prompted, Receipts.ByInteraction receipts) {
    Percentiles whole = new Percentiles();
    LatencyStages stages = new LatencyStages();
    for (Prompted each : prompted) {
      whole.add(each.nanos() / 1e6);
      Optional<Delivery> receipt = receipts.of(each.interactionId());
      receipt.ifPresent(found -> stages.add(each, found));
    }
    return new Rate(
        perSecond,
        violations,
        prompted.size(),
        whole.at(0.5),
        whole.at(0.99),
        whole.at(0.999),
        stages.result());
  }

  private List<String> texts() {
    return Utterances.of(calls.map(Path::toString).orElse(Utterances.DEMO)).stream()
        .filter(text -> !text.toLowerCase(Locale.ROOT).matches(".*(guarantee|refund|cancel).*"))
        .toList();
  }

  private static void awaitReady(List<ServiceHost> hosts) throws InterruptedException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    for (ServiceHost host : hosts) {
      while (!host.context().health().notReady().isEmpty()) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("not ready: " + host.context().health().notReady());
        }
        Thread.sleep(LOOK);
      }
    }
  }

  private static Settings settings(
      Settings given, EmbeddedBroker broker, LatencyTenant tenant, Path folder) {
    return given
        .with(KafkaAccess.BOOTSTRAP, broker.bootstrapServers())
        .with(KafkaAccess.PREFIX, PREFIX)
        .with(HttpSettings.PORT, "0")
        .with(CxoneSettings.PROFILE, "simulator")
        .with(
            CxoneSettings.VARIABLES,
            "tenantUrl=%s;tenantWs=%s".formatted(tenant.url(), tenant.streamUrl()))
        .with(CxoneSettings.CLIENT_ID, "bench")
        .with(CxoneSettings.CLIENT_SECRET, "bench")
        .with(IngestSettings.ARTICLES, "false")
        .with(TopologySettings.FOLDER, folder.resolve("topology").toString())
        .with(TopologySettings.STANDBYS, "0")
        .with(TopologySettings.INITIAL_RULES, "default")
        .with(KnowledgeSettings.FOLDER, folder.resolve("knowledge").toString());
  }
}
