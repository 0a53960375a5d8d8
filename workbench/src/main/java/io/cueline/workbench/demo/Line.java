package io.cueline.workbench.demo;

import io.cueline.broker.EmbeddedBroker;
import io.cueline.ingest.IngestService;
import io.cueline.ingest.IngestSettings;
import io.cueline.ingest.server.PushSettings;
import io.cueline.publisher.PublisherService;
import io.cueline.publisher.desktop.hub.DesktopSettings;
import io.cueline.publisher.desktop.token.TokenSettings;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.ServiceHost;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.topic.TopicAdmin;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.topology.TopologyService;
import io.cueline.topology.TopologySettings;
import io.cueline.topology.knowledge.KnowledgeSettings;
import io.cueline.workbench.tenant.SimulatedTenant;
import io.cueline.workbench.tenant.TenantOptions;
import io.cueline.workbench.tenant.calls.ReplayPlan;
import io.cueline.workbench.tenant.stream.Credential;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * The whole line in one process: broker, simulated tenant and the three services, each wired as in
 * a process of its own. Closing stops them in the order in which data flows, so that nothing is
 * left half done.
 */
final class Line implements AutoCloseable {

  /** The tenant shows it where it brings a stream itself. */
  private static final String PUSH_TOKEN = "of-the-simulated-tenant";

  private final Settings settings;
  private final SimulatedTenant tenant;
  private final DemoDesk desk;
  private final List<ServiceHost> services;
  private final List<AutoCloseable> inOrderOfStop;

  /**
   * Starts everything but the replay. What was started is stopped again where something fails.
   *
   * @throws StartupException with what is wrong and how to mend it
   */
  static Line start(DemoOptions options, DataFolder folder) {
    List<AutoCloseable> opened = new ArrayList<>();
    try {
      return new Line(options, folder, opened);
    } catch (RuntimeException | Error failure) {
      opened.reversed().forEach(Line::closeQuietly);
      throw failure;
    }
  }

  private Line(DemoOptions options, DataFolder folder, List<AutoCloseable> opened) {
    Wiring wiring = Wiring.of(options.settings());
    TenantOptions.Builder tenantOptions =
        TenantOptions.builder()
            .calls(DemoContent.calls(options.calls()))
            .articles(DemoContent.articles(options.articles()))
            .speed(options.speed())
            .stagger(options.settings().get(SimulatorSettings.STAGGER))
            .streams(wiring.streams())
            .credential(new Credential.Bearer(PUSH_TOKEN))
            .dataFolder(folder.tenant());
    options.settings().get(SimulatorSettings.START_AT).ifPresent(tenantOptions::startAt);
    options.rules().ifPresent(DemoContent::existing);

    EmbeddedBroker broker =
        keep(opened, EmbeddedBroker.start(EmbeddedBroker.Options.in(folder.kafka())));
    folder.announceBroker(broker.bootstrapServers());
    tenant = keep(opened, SimulatedTenant.start(tenantOptions.build()));
    desk = keep(opened, DemoDesk.open(options.settings(), plan(options), options.speed()));
    settings =
        settings(options, wiring, folder, broker.bootstrapServers(), tenant)
            .with(TokenSettings.SECRET, desk.secret())
            .with(DesktopSettings.FRAME_ANCESTORS, desk.origins())
            .with(DesktopSettings.TIME_ZONE, ZoneId.systemDefault().getId());
    createTopics(KafkaAccess.from(settings));
    ServiceHost topology = keep(opened, ServiceHost.start(settings, TopologyService::start));
    ServiceHost publisher = keep(opened, ServiceHost.start(settings, PublisherService::start));
    ServiceHost ingest = keep(opened, ServiceHost.start(settings, IngestService::start));
    desk.publisherIs(publisher.context().http().address(), publisher.context().kafka().tenant());
    tenant.otherSideIs(URI.create(ingest.context().http().address()));
    services = List.of(ingest, topology, publisher);
    // Upstream before downstream, so that what is on its way still arrives.
    inOrderOfStop = List.of(tenant, ingest, topology, publisher, desk, broker);
  }

  SimulatedTenant tenant() {
    return tenant;
  }

  DemoDesk desk() {
    return desk;
  }

  KafkaAccess kafka() {
    return KafkaAccess.from(settings);
  }

  List<ServiceHost> services() {
    return services;
  }

  /** What is not ready yet, and what it waits for; empty when the line stands. */
  Optional<String> notReady() {
    for (ServiceHost host : services) {
      var waiting = host.context().health().notReady();
      if (!waiting.isEmpty()) {
        return Optional.of(host.service().name() + ": " + String.join(", ", waiting.values()));
      }
    }
    return Optional.empty();
  }

  /** What has broken for good; empty while all live. */
  Optional<String> notLive() {
    for (ServiceHost host : services) {
      var broken = host.context().health().notLive();
      if (!broken.isEmpty()) {
        return Optional.of(host.service().name() + ": " + String.join(", ", broken.values()));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    inOrderOfStop.forEach(Line::closeQuietly);
  }

  private static Settings settings(
      DemoOptions options,
      Wiring wiring,
      DataFolder folder,
      String bootstrap,
      SimulatedTenant tenant) {
    // Calls of the user's own are judged by the default rules alone, unless rules are given too.
    String rules =
        options
            .rules()
            .map(file -> "default," + file)
            .orElse(options.calls().isPresent() ? "default" : "default,demo");
    return options
        .settings()
        .with(KafkaAccess.BOOTSTRAP, bootstrap)
        .with(HttpSettings.PORT, "0")
        .with(CxoneSettings.VARIABLES, wiring.variables(options.settings(), tenant.baseUrl()))
        .with(CxoneSettings.CLIENT_ID, "cueline")
        .with(CxoneSettings.CLIENT_SECRET, "cueline-secret")
        .with(CxoneSettings.ACCESS_KEY_ID, "access-key")
        .with(CxoneSettings.ACCESS_KEY_SECRET, "access-secret")
        .with(IngestSettings.CLOCK, wiring.carriesClock() ? "stream" : "system")
        .with(IngestSettings.RECONNECT_DELAY, "200ms")
        .with(PushSettings.TOKENS, PUSH_TOKEN)
        .with(TopologySettings.FOLDER, folder.streams().toString())
        .with(TopologySettings.STANDBYS, "0")
        .with(TopologySettings.INITIAL_RULES, rules)
        .with(TopologySettings.JOIN_WINDOW, "0")
        .with(KnowledgeSettings.FOLDER, folder.index().toString());
  }

  private static ReplayPlan plan(DemoOptions options) {
    return ReplayPlan.of(
        DemoContent.calls(options.calls()), options.settings().get(SimulatorSettings.STAGGER));
  }

  private static void createTopics(KafkaAccess kafka) {
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      new TopicAdmin(admin, new TopicNames(kafka.prefix()))
          .create(kafka.interactionPartitions(), Optional.of((short) 1));
    } catch (ExecutionException failure) {
      throw new StartupException("cannot create topics: " + failure.getCause(), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartupException("interrupted", interrupted);
    }
  }

  private static <T extends AutoCloseable> T keep(List<AutoCloseable> opened, T part) {
    opened.add(part);
    return part;
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception failure) {
      org.slf4j.LoggerFactory.getLogger(Line.class)
          .atWarn()
          .setCause(failure)
          .log("could not be closed in order");
    }
  }
}
