package io.cueline.publisher.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.publisher.testing.DeliveryOracle;
import io.cueline.publisher.testing.FakeTenant.Answer;
import io.cueline.publisher.testing.FakeTenant.Asked;
import io.cueline.publisher.testing.FakeTenant.Call;
import io.cueline.publisher.testing.Figures;
import io.cueline.publisher.testing.Profiles;
import io.cueline.publisher.testing.PublisherRig;
import io.cueline.publisher.testing.Workload;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.schemas.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is promised, while tens of thousands of records meet a tenant that is not well. */
@Tag("long")
class StormsTest {

  private static final int CALLS = 6_000;
  private static final int LIMIT = 2_000;

  @TempDir private Path folder;

  /** What is wrong with the tenant. */
  enum Storm {
    TOKENS_REFUSED,
    FORBIDDEN,
    LIMITED_IN_SECONDS,
    LIMITED_BY_DATE,
    SERVER_FAULTS,
    DOWN_FOR_SECONDS,
    TIME_OUTS,
    CUT_CONNECTIONS
  }

  private static Function<Asked, Answer> behaviour(Storm storm) {
    return switch (storm) {
      case TOKENS_REFUSED -> tokensRefused();
      case FORBIDDEN -> asked -> hash(asked) % 3 == 0 ? Answer.status(403) : Answer.ok();
      case LIMITED_IN_SECONDS -> limited(_ -> "1");
      case LIMITED_BY_DATE -> limited(StormsTest::inTwoSeconds);
      case SERVER_FAULTS -> asked -> hash(asked) % 10 < 3 ? Answer.status(503) : Answer.ok();
      case DOWN_FOR_SECONDS -> downForSeconds();
      case TIME_OUTS ->
          asked ->
              hash(asked) % 50 == 0 ? new Answer.TooLate(Duration.ofMillis(1_200)) : Answer.ok();
      case CUT_CONNECTIONS ->
          asked -> hash(asked) % 10 == 0 ? new Answer.Cut(hash(asked) % 20 == 0) : Answer.ok();
    };
  }

  @ParameterizedTest
  @EnumSource(Storm.class)
  void every_record_gets_where_it_should_or_a_receipt_says_why_not(Storm storm) {
    Duration timeout = storm == Storm.TIME_OUTS ? Duration.ofMillis(600) : Duration.ofSeconds(10);
    String profile = Profiles.of(folder, 10_000_000, timeout);
    Instant begun = Instant.now();
    try (PublisherRig rig = new PublisherRig(storm.name());
        PublisherRig.Running publisher = rig.start(Map.of(CxoneSettings.PROFILE, profile))) {
      rig.tenant.behave(behaviour(storm));
      Workload work = new Workload(rig);
      for (int i = 0; i < 10; i++) {
        work.calls(CALLS / 10);
      }

      List<Delivery> receipts = work.awaitReceipts(CALLS * 4, Duration.ofMinutes(3));

      List<Call> calls = rig.tenant.calls();
      DeliveryOracle.exactlyOneReceiptEach(work.causes(), receipts);
      DeliveryOracle.inOrderPerCue(calls);
      DeliveryOracle.serialPerInteraction(calls);
      if (storm == Storm.TIME_OUTS || storm == Storm.CUT_CONNECTIONS) {
        DeliveryOracle.deliveredWasTaken(receipts, calls);
        DeliveryOracle.takenWasTried(receipts, calls);
      } else {
        DeliveryOracle.deliveredIsWhatTheTenantTook(receipts, calls);
        DeliveryOracle.nothingTwice(calls);
      }
      assertThat(publisher.gauge("cueline.publisher.waiting")).isZero();
      assertThat(rig.tenant.tokensIssued()).as("no storm of refreshes").isLessThan(300);
      long seconds = Duration.between(begun, Instant.now()).toSeconds();
      Figures.tell("%s: %d s, %s".formatted(storm, seconds, Figures.of(receipts, calls)));
    }
  }

  /** Of a call and which attempt it is. */
  private static int hash(Asked asked) {
    int mixed = (asked.key() + "#" + asked.nth()).hashCode() * 0x9E3779B9;
    return Math.floorMod(mixed ^ (mixed >>> 15), 1_000);
  }

  /** A token is good for 700 calls; and for a second and a half none is. */
  private static Function<Asked, Answer> tokensRefused() {
    Map<String, AtomicInteger> used = new ConcurrentHashMap<>();
    AtomicInteger all = new AtomicInteger();
    Window window = new Window(6_000, Duration.ofMillis(1_500), all);
    return asked ->
        window.isOpen()
                || used.computeIfAbsent(asked.token(), _ -> new AtomicInteger()).incrementAndGet()
                    > 700
            ? Answer.status(401)
            : Answer.ok();
  }

  private static Function<Asked, Answer> downForSeconds() {
    Window window = new Window(3_000, Duration.ofSeconds(6), new AtomicInteger());
    return _ -> window.isOpen() ? Answer.status(502) : Answer.ok();
  }

  /** More than so many calls in a second are refused until the second is over. */
  private static Function<Asked, Answer> limited(Function<Instant, String> retryAfter) {
    Map<Long, AtomicInteger> perSecond = new ConcurrentHashMap<>();
    return _ -> {
      Instant now = Instant.now();
      int nth =
          perSecond
              .computeIfAbsent(now.getEpochSecond(), _ -> new AtomicInteger())
              .incrementAndGet();
      return nth > LIMIT ? Answer.tooMany(retryAfter.apply(now)) : Answer.ok();
    };
  }

  private static String inTwoSeconds(Instant now) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        ZonedDateTime.ofInstant(now.plusSeconds(2), ZoneOffset.UTC));
  }

  /** Opens once, after so many calls, for a while. */
  private static final class Window {
    private final int after;
    private final Duration length;
    private final AtomicInteger calls;
    private volatile Instant opened = Instant.MAX;

    Window(int after, Duration length, AtomicInteger calls) {
      this.after = after;
      this.length = length;
      this.calls = calls;
    }

    boolean isOpen() {
      Instant now = Instant.now();
      if (calls.incrementAndGet() == after) {
        opened = now;
      }
      return !now.isBefore(opened) && now.isBefore(opened.plus(length));
    }
  }
}
