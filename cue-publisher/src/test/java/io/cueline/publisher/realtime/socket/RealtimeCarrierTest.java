package io.cueline.publisher.realtime.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cueline.cxone.profile.RealtimeSpec;
import io.cueline.cxone.profile.StreamSpec.Connect;
import io.cueline.cxone.profile.StreamSpec.KeepAlive;
import io.cueline.cxone.profile.TokenPlace;
import io.cueline.cxone.token.TokenSource;
import io.cueline.publisher.body.Frames;
import io.cueline.publisher.delivery.AttemptResult;
import io.cueline.publisher.delivery.FrameAudit;
import io.cueline.publisher.delivery.Step;
import io.cueline.publisher.realtime.RealtimeWorks;
import io.cueline.publisher.testing.Examples;
import io.cueline.schemas.Card;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Frames over a real socket. */
class RealtimeCarrierTest {

  private static final KeepAlive LIVELY =
      new KeepAlive(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMillis(50));

  private final FrameServer server = new FrameServer();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<String> refused = new ArrayList<>();
  private Optional<RealtimeCarrier> carrier = Optional.empty();

  @AfterEach
  void close() {
    carrier.ifPresent(RealtimeCarrier::close);
    server.close();
  }

  @Test
  void without_a_connection_it_is_tried_again_until_its_time_is_over() {
    RealtimeCarrier alone = start("http://127.0.0.1:1", 100, Duration.ofSeconds(2));

    assertThat(alone.send(send("a", Instant.now())))
        .isInstanceOfSatisfying(
            AttemptResult.Again.class,
            again -> assertThat(again.reason()).startsWith("not connected"));
    assertThat(alone.send(send("a", Instant.now().minusSeconds(46))))
        .isInstanceOfSatisfying(
            AttemptResult.Stale.class,
            stale -> {
              assertThat(stale.reason()).contains("older than its ttl of 45 s");
              assertThat(stale.audit().orElseThrow().event()).isEqualTo(FrameAudit.NOT_FRESH);
            });
  }

  @Test
  void frames_of_many_threads_stand_on_the_connection_whole_and_without_gaps() throws Exception {
    RealtimeCarrier all = connected(100, Duration.ofSeconds(20));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<AttemptResult>> results = new ArrayList<>();
      for (int n = 0; n < 300; n++) {
        Step.Send send = send("call" + n % 90, Instant.now());
        results.add(threads.submit(() -> all.send(send)));
      }
      for (Future<AttemptResult> result : results) {
        assertThat(result.get()).isInstanceOf(AttemptResult.Taken.class);
      }
    }

    List<JsonNode> frames = framesOf(0, 300);
    assertThat(frames)
        .extracting(frame -> frame.get("sequence").longValue())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 300).boxed().toList());
  }

  @Test
  void what_was_sent_has_its_audit_line() {
    RealtimeCarrier all = connected(100, Duration.ofSeconds(2));

    AttemptResult result = all.send(send("call", Instant.now()));

    FrameAudit audit = ((AttemptResult.Taken) result).audit().orElseThrow();
    assertThat(audit.event()).isEqualTo("SYNC_BROADCAST");
    assertThat(audit.frameId()).isEqualTo(Frames.id("cue-call/1"));
    assertThat(audit.sessionId()).isEqualTo("call");
    assertThat(audit.relevance()).isEqualTo(0.65);
    assertThat(audit.priorityOverride()).isTrue();
    assertThat(audit.latency()).isBetween(Duration.ZERO, Duration.ofSeconds(2));
    assertThat(framesOf(0, 1).getFirst().get("frame_id").asText()).isEqualTo(audit.frameId());
  }

  @Test
  void a_cut_connection_is_opened_again_with_another_token_and_counts_from_one() {
    RealtimeCarrier all = connected(100, Duration.ofSeconds(2));
    assertThat(all.send(send("a", Instant.now()))).isInstanceOf(AttemptResult.Taken.class);
    framesOf(0, 1);

    server.peers().getFirst().cut();

    await().until(() -> server.peers().size() == 2);
    await().until(() -> all.send(send("b", Instant.now())) instanceof AttemptResult.Taken);
    assertThat(framesOf(1, 1).getFirst().get("sequence").longValue()).isEqualTo(1);
    assertThat(refused).containsExactly("token-0");
  }

  @Test
  void past_the_most_sessions_the_one_idle_longest_makes_room() {
    RealtimeCarrier two = connected(2, Duration.ofSeconds(2));

    for (String session : List.of("a", "b", "c", "c")) {
      assertThat(two.send(send(session, Instant.now()))).isInstanceOf(AttemptResult.Taken.class);
    }

    assertThat(registry.counter("cueline.publisher.realtime.evicted").count()).isEqualTo(1);
    assertThat(registry.get("cueline.publisher.realtime.sessions").gauge().value()).isEqualTo(2);
  }

  @Test
  void a_peer_that_never_reads_costs_its_connection_and_no_other() {
    server.deaf(true);
    RealtimeCarrier all = connected(100, Duration.ofMillis(300));
    AttemptResult unread = all.send(send("a", Instant.now()));
    server.deaf(false);

    // Written it was, into a buffer.
    assertThat(unread)
        .isInstanceOfSatisfying(
            AttemptResult.Again.class, again -> assertThat(again.reason()).contains("no pong"));
    await().until(() -> all.send(send("b", Instant.now())) instanceof AttemptResult.Taken);
    assertThat(framesOf(server.peers().size() - 1, 1)).isNotEmpty();
  }

  @Test
  void where_every_session_is_busy_others_are_refused_in_the_end() {
    server.deaf(true);
    RealtimeCarrier one = connected(1, Duration.ofSeconds(20));
    AtomicReference<AttemptResult> refused = new AtomicReference<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String session : List.of("a", "b")) {
        threads.execute(
            () -> {
              while (refused.get() == null) {
                AttemptResult result = one.send(attempt(10, huge(session)));
                if (result instanceof AttemptResult.GivenUp) {
                  refused.set(result);
                }
              }
            });
      }
      await().until(() -> refused.get() != null);
      server.peers().getFirst().cut();
    }

    assertThat(refused.get())
        .isInstanceOfSatisfying(
            AttemptResult.GivenUp.class,
            up -> {
              assertThat(up.reason()).contains("each of 1 sessions");
              assertThat(up.audit().orElseThrow().event()).isEqualTo("SYNC_REJECTED_CONCURRENCY");
            });
  }

  private static Step.Send attempt(int number, Step.Send send) {
    return new Step.Send(send.sending(), send.work(), number, send.shownBefore());
  }

  private List<JsonNode> framesOf(int peer, int count) {
    await()
        .until(
            () ->
                server.peers().size() > peer && server.peers().get(peer).frames().size() >= count);
    return server.peers().get(peer).frames();
  }

  private RealtimeCarrier connected(int sessions, Duration freshness) {
    RealtimeCarrier started = start(server.url(), sessions, freshness);
    await().until(() -> registry.get("cueline.publisher.realtime.connected").gauge().value() == 1);
    return started;
  }

  private RealtimeCarrier start(String url, int sessions, Duration freshness) {
    Connect endpoint =
        new Connect(
            URI.create(url.replace("http", "ws") + "/realtime/v1"),
            Optional.empty(),
            "realtime:read agentassist:write",
            new TokenPlace.Query("access_token"),
            Map.of(),
            LIVELY,
            Optional.empty());
    RealtimeCarrier started =
        new RealtimeCarrier(
            new RealtimeSpec(endpoint, sessions, Duration.ofSeconds(45), freshness, true),
            new Tokens(refused),
            InstantSource.system(),
            new Random(1),
            new RealtimeMetrics(registry));
    carrier = Optional.of(started);
    return started;
  }

  private record Tokens(List<String> refused) implements TokenSource {
    @Override
    public String token(String scope) {
      return "token-" + refused.size();
    }

    @Override
    public void invalidate(String scope, String token) {
      refused.add(token);
    }
  }

  private static Step.Send send(String interaction, Instant at) {
    Cue cue =
        Examples.cue(interaction, "cue-" + interaction, 1, CueKind.INTERRUPT, CueChange.OPENED, at);
    return new Step.Send(0, RealtimeWorks.work(cue), 1, false);
  }

  /** More than the buffers of both sides take after a few. */
  private static Step.Send huge(String interaction) {
    Card card = new Card("a", "t", 1, 0.5, "c", "x".repeat(60_000), List.of());
    return new Step.Send(
        0,
        RealtimeWorks.work(Examples.insight(interaction, "q", Instant.now(), List.of(card))),
        1,
        false);
  }
}
