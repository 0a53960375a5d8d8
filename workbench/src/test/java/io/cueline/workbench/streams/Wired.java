package io.cueline.workbench.streams;

import static org.awaitility.Awaitility.await;

import io.cueline.broker.SharedBroker;
import io.cueline.ingest.IngestService;
import io.cueline.ingest.IngestSettings;
import io.cueline.ingest.server.PushSettings;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.ServiceHost;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.Frame;
import io.cueline.schemas.RejectedFrame;
import io.cueline.schemas.topic.TopicAdmin;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.workbench.cli.AllSettings;
import io.cueline.workbench.demo.Wiring;
import io.cueline.workbench.report.TopicFollower;
import io.cueline.workbench.tenant.SimulatedTenant;
import io.cueline.workbench.tenant.TenantOptions;
import io.cueline.workbench.tenant.TenantStatus;
import io.cueline.workbench.tenant.journal.SentFrame;
import io.cueline.workbench.tenant.stream.Credential;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;

/** A simulated tenant and an ingest, wired by a profile, on topics of their own. */
final class Wired implements AutoCloseable {

  static final String TOKEN = "of-the-simulated-tenant";
  static final String SECRET = "shared-with-the-simulated-tenant";

  private final SimulatedTenant tenant;
  private final ServiceHost ingest;
  private final KafkaAccess kafka;

  private Wired(SimulatedTenant tenant, ServiceHost ingest, KafkaAccess kafka) {
    this.tenant = tenant;
    this.ingest = ingest;
    this.kafka = kafka;
  }

  /**
   * @param name of the test
   * @param change what is set of ingest beside
   */
  static Wired start(
      String profile, String name, TenantOptions.Builder options, UnaryOperator<Settings> change)
      throws ExecutionException, InterruptedException {
    return start(profile, name, options, new Credential.Bearer(TOKEN), change);
  }

  /**
   * @param credential by which the tenant shows who it is
   */
  static Wired start(
      String profile,
      String name,
      TenantOptions.Builder options,
      Credential credential,
      UnaryOperator<Settings> change)
      throws ExecutionException, InterruptedException {
    String prefix = SharedBroker.freshPrefix(name);
    Settings settings =
        change.apply(
            Settings.defaults(AllSettings.ALL)
                .with(KafkaAccess.BOOTSTRAP, SharedBroker.INSTANCE.bootstrapServers())
                .with(KafkaAccess.PREFIX, prefix)
                .with(KafkaAccess.PARTITIONS, "3")
                .with(HttpSettings.PORT, "0")
                .with(CxoneSettings.PROFILE, profile)
                .with(CxoneSettings.CLIENT_ID, "cueline")
                .with(CxoneSettings.CLIENT_SECRET, "cueline-secret")
                .with(CxoneSettings.ACCESS_KEY_ID, "access-key")
                .with(CxoneSettings.ACCESS_KEY_SECRET, "access-secret")
                .with(IngestSettings.RECONNECT_DELAY, "50ms")
                .with(IngestSettings.RECONNECT_MOST, "200ms")
                .with(IngestSettings.ARTICLES, "false")
                .with(PushSettings.TOKENS, TOKEN)
                .with(PushSettings.HMAC_SECRET, SECRET));
    Wiring wiring = Wiring.of(settings);
    KafkaAccess kafka = KafkaAccess.from(settings);
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      new TopicAdmin(admin, new TopicNames(prefix)).create(3, Optional.of((short) 1));
    }
    SimulatedTenant tenant =
        SimulatedTenant.start(options.streams(wiring.streams()).credential(credential).build());
    ServiceHost ingest =
        ServiceHost.start(
            settings
                .with(CxoneSettings.VARIABLES, wiring.variables(settings, tenant.baseUrl()))
                .with(IngestSettings.CLOCK, wiring.carriesClock() ? "stream" : "system"),
            IngestService::start);
    tenant.otherSideIs(URI.create(ingest.context().http().address()));
    return new Wired(tenant, ingest, kafka);
  }

  SimulatedTenant tenant() {
    return tenant;
  }

  /** Plays all calls; returns when the tenant has handed over the last frame. */
  Wired play(Duration within) {
    awaitReady();
    tenant.start();
    await("the last frame")
        .atMost(within)
        .until(() -> tenant.status().state() == TenantStatus.State.FINISHED);
    return this;
  }

  /** Until ingest is connected, or would take whoever connects. */
  void awaitReady() {
    await("ready").atMost(Duration.ofSeconds(20)).until(() -> notReady().isEmpty());
  }

  private List<String> notReady() {
    return List.copyOf(ingest.context().health().notReady().values());
  }

  /** Waits until all has arrived that will; then both sides end, the tenant first. */
  Accounting settled() {
    List<SentFrame> sent = tenant.sent(0, Integer.MAX_VALUE);
    long expected = tenant.status().sent() - tenant.status().repeated();
    List<TopicFollower.Row<Frame>> frames = Collections.synchronizedList(new ArrayList<>());
    List<RejectedFrame> rejected = Collections.synchronizedList(new ArrayList<>());
    AtomicLong count = new AtomicLong();
    try (TopicFollower follower = new TopicFollower(kafka)) {
      follower
          .takeRows(
              Topics.TRANSCRIPT_FRAMES,
              row -> {
                frames.add(row);
                count.addAndGet(row.value().getInteractionId() == null ? 0 : 1);
              })
          .take(
              Topics.REJECTED_FRAMES,
              each -> {
                rejected.add(each);
                count.incrementAndGet();
              })
          .start();
      Arrivals arrivals = new Arrivals(count);
      await("arrivals")
          .atMost(Duration.ofMinutes(1))
          .until(() -> count.get() >= expected || arrivals.haveEnded());
      close();
      Arrivals last = new Arrivals(count);
      await("the last").until(() -> last.noneFor(Duration.ofMillis(300)));
    }
    return new Accounting(sent, frames, rejected);
  }

  /** Whether anything has come of late. */
  private static final class Arrivals {
    private final AtomicLong count;
    private long seen = -1;
    private long since;

    Arrivals(AtomicLong count) {
      this.count = count;
    }

    boolean haveEnded() {
      return noneFor(Duration.ofSeconds(4));
    }

    boolean noneFor(Duration time) {
      long now = count.get();
      if (now != seen) {
        seen = now;
        since = System.nanoTime();
      }
      return System.nanoTime() - since >= time.toNanos();
    }
  }

  @Override
  public void close() {
    tenant.close();
    ingest.close();
  }
}
