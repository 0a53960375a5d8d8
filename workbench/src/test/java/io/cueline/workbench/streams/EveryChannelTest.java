package io.cueline.workbench.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cueline.cxone.call.RetryPolicy;
import io.cueline.cxone.profile.Cargo;
import io.cueline.cxone.profile.Profile;
import io.cueline.publisher.body.Bodies;
import io.cueline.publisher.delivery.AttemptResult;
import io.cueline.publisher.delivery.Bounds;
import io.cueline.publisher.delivery.BreakerPolicy;
import io.cueline.publisher.delivery.Dispatcher;
import io.cueline.publisher.delivery.Expiry;
import io.cueline.publisher.delivery.Position;
import io.cueline.publisher.delivery.Receipt;
import io.cueline.publisher.delivery.Routes;
import io.cueline.publisher.delivery.Routing;
import io.cueline.publisher.delivery.Step;
import io.cueline.publisher.delivery.Work;
import io.cueline.publisher.delivery.WorkClass;
import io.cueline.publisher.engine.Carrier;
import io.cueline.publisher.engine.Carriers;
import io.cueline.publisher.engine.DeliveryEngine;
import io.cueline.publisher.realtime.socket.RealtimeCarrier;
import io.cueline.publisher.realtime.socket.RealtimeMetrics;
import io.cueline.publisher.tenant.Courier;
import io.cueline.publisher.tenant.Tenant;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.Card;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueItem;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.DeliveryOutcome;
import io.cueline.schemas.Feedback;
import io.cueline.schemas.Insight;
import io.cueline.schemas.Severity;
import io.cueline.workbench.cli.AllSettings;
import io.cueline.workbench.demo.Wiring;
import io.cueline.workbench.tenant.SimulatedTenant;
import io.cueline.workbench.tenant.TenantOptions;
import io.cueline.workbench.tenant.journal.ReceivedCall;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each shipped profile's channels against the simulated tenant: what each is to carry arrives
 * there, is found right, and has its receipt.
 */
final class EveryChannelTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @ParameterizedTest
  @MethodSource("io.cueline.cxone.profile.Profile#shipped")
  void whatAProfilesChannelsCarryArrives(String name) {
    Settings settings =
        Settings.defaults(AllSettings.ALL)
            .with(CxoneSettings.PROFILE, name)
            .with(CxoneSettings.CLIENT_ID, "cueline")
            .with(CxoneSettings.CLIENT_SECRET, "cueline-secret")
            .with(CxoneSettings.ACCESS_KEY_ID, "access-key")
            .with(CxoneSettings.ACCESS_KEY_SECRET, "access-secret");
    try (SimulatedTenant simulated = SimulatedTenant.start(TenantOptions.builder().build())) {
      Settings wired =
          settings.with(
              CxoneSettings.VARIABLES,
              Wiring.of(settings).variables(settings, simulated.baseUrl()));
      Profile profile = Tenant.of(wired, InstantSource.system()).profile();
      try (Publishing publishing = new Publishing(wired)) {
        publishing.offerAll();
        soon().until(publishing::isSettled);

        assertThat(publishing.receipts)
            .filteredOn(receipt -> receipt.outcome() == DeliveryOutcome.FAILED)
            .isEmpty();
        Set<String> channels = new TreeSet<>();
        for (Cargo cargo : Cargo.values()) {
          channels.addAll(cargo.of(profile.channels()));
        }
        soon().until(() -> called(simulated).equals(channels));
        List<ReceivedCall> received = simulated.received(0, 100);
        assertThat(received).allSatisfy(call -> assertThat(call.reason()).isNull());
        assertThat(received).hasSize((int) publishing.count(DeliveryOutcome.DELIVERED));
        assertThat(simulated.status().duplicates()).isZero();
      }
    }
  }

  private static ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(20));
  }

  private static Set<String> called(SimulatedTenant tenant) {
    Set<String> names = new TreeSet<>();
    tenant.received(0, 100).forEach(call -> names.add(call.call()));
    return names;
  }

  /** What a publisher does between Kafka and the tenant. */
  private static final class Publishing implements AutoCloseable, DeliveryEngine.Hands {

    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private final List<Work> offered = new ArrayList<>();
    private final Tenant tenant;
    private final Optional<RealtimeCarrier> realtime;
    private final Carriers carriers;
    private final Routing routing;
    private final DeliveryEngine engine;

    Publishing(Settings settings) {
      InstantSource clock = InstantSource.system();
      tenant = Tenant.of(settings, clock);
      Courier courier =
          new Courier(
              tenant.client()::send,
              new Bodies(tenant.profile()),
              RetryPolicy.DEFAULT,
              new Random(1));
      realtime =
          tenant
              .realtime()
              .map(
                  spec ->
                      new RealtimeCarrier(
                          spec,
                          tenant.client().tokens(),
                          clock,
                          new Random(1),
                          new RealtimeMetrics(new SimpleMeterRegistry())));
      Map<String, Carrier> others = new HashMap<>();
      realtime.ifPresent(carrier -> others.put(Routes.REALTIME, carrier));
      carriers = new Carriers(others, courier);
      routing = new Routing(tenant.routes(), new Expiry(MINUTE, MINUTE, MINUTE, MINUTE, MINUTE));
      Bounds bounds =
          new Bounds(
              60_000,
              Map.of(),
              Map.of(WorkClass.CUES, 10, WorkClass.INSIGHTS, 10, WorkClass.FEEDBACK, 10),
              new BreakerPolicy(10, Duration.ofSeconds(5), MINUTE));
      engine = new DeliveryEngine(new Dispatcher(bounds, clock.instant()), clock, this);
    }

    /** One after another, as a call brings them about. */
    void offerAll() {
      Instant now = Instant.now();
      offer(routing.works(cue(CueKind.INTERRUPT, CueChange.OPENED, 1), at(WorkClass.CUES, 0), now));
      offer(
          routing.works(cue(CueKind.DISCLOSURE, CueChange.OPENED, 1), at(WorkClass.CUES, 1), now));
      offer(
          routing.works(cue(CueKind.DISCLOSURE, CueChange.UPDATED, 2), at(WorkClass.CUES, 2), now));
      offer(
          routing.works(cue(CueKind.DISCLOSURE, CueChange.CLOSED, 3), at(WorkClass.CUES, 3), now));
      offer(routing.works(insight(now), at(WorkClass.INSIGHTS, 0), now));
      offer(routing.works(feedback(now), at(WorkClass.FEEDBACK, 0), now));
    }

    private void offer(List<Work> works) {
      offered.addAll(works);
      engine.offer(works);
      soon().until(this::isSettled);
    }

    boolean isSettled() {
      return receipts.size() == offered.stream().mapToInt(Work::parts).sum();
    }

    long count(DeliveryOutcome outcome) {
      return receipts.stream().filter(receipt -> receipt.outcome() == outcome).count();
    }

    @Override
    public AttemptResult send(Step.Send send) {
      return carriers.send(send);
    }

    @Override
    public void settle(Receipt receipt) {
      receipts.add(receipt);
    }

    @Override
    public void finish(Position position) {}

    @Override
    public void notice(Step.Notice notice) {}

    @Override
    public void close() {
      engine.close();
      realtime.ifPresent(RealtimeCarrier::close);
      tenant.client().close();
    }
  }

  private static Position at(WorkClass workClass, long offset) {
    return new Position(workClass, 0, offset);
  }

  private static Cue cue(CueKind kind, CueChange change, int number) {
    Instant now = Instant.now();
    return Cue.newBuilder()
        .setCueId("cue-" + kind)
        .setNumber(number)
        .setTenant("simulated")
        .setInteractionId("call 1")
        .setKind(kind)
        .setChange(change)
        .setTitle("Recording notice")
        .setMessage("Say that the call is recorded.")
        .setSeverity(Severity.HIGH)
        .setItems(
            change == CueChange.CLOSED
                ? List.of()
                : List.of(new CueItem("recording-notice", 1, "Recording notice")))
        .setAgentId("7")
        .setOpenedAt(now)
        .setAt(now)
        .setReceivedAt(now)
        .setDecidedAt(now)
        .build();
  }

  private static Insight insight(Instant now) {
    return Insight.newBuilder()
        .setInsightId("query-1")
        .setTenant("simulated")
        .setInteractionId("call 1")
        .setCards(List.of(new Card("a1", "Lost cards", 1, 0.8, "https://kb/a1", "x", List.of())))
        .setAgentId("7")
        .setAt(now)
        .setReceivedAt(now)
        .setDecidedAt(now)
        .setAnsweredAt(now)
        .build();
  }

  private static Feedback feedback(Instant now) {
    return Feedback.newBuilder()
        .setTenant("simulated")
        .setInteractionId("call 1")
        .setSubjectId("a1")
        .setAction("ACCEPTED")
        .setAgentId("7")
        .setAt(now)
        .setReceivedAt(now)
        .build();
  }
}
