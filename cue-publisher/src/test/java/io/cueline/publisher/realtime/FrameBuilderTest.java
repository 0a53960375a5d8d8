package io.cueline.publisher.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cueline.publisher.body.Frames;
import io.cueline.publisher.delivery.Work;
import io.cueline.publisher.realtime.Snippet.Source;
import io.cueline.publisher.testing.Examples;
import io.cueline.schemas.Card;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.Insight;
import io.cueline.schemas.Severity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in a frame, and until when it may go. */
class FrameBuilderTest {

  static final Instant NOW = Instant.parse("2026-01-01T09:00:00Z");
  private static final Duration TTL = Duration.ofSeconds(45);
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final FrameBuilder BUILDER = new FrameBuilder(TTL);

  @Test
  void only_the_upper_levels_override() {
    assertThatThrownBy(() -> frame(true, 3, TTL)).hasMessageContaining("only levels 4 and 5");
    assertThatThrownBy(() -> frame(false, 6, TTL)).hasMessageContaining("from 1 to 5");
    assertThatThrownBy(() -> frame(false, 3, Duration.ofSeconds(9)))
        .hasMessageContaining("10 to 120 s");
    assertThatThrownBy(() -> frame(false, 3, Duration.ofSeconds(121)))
        .hasMessageContaining("10 to 120 s");
  }

  @Test
  void a_frame_past_its_time_does_not_go() {
    SyncFrame frame = frame(false, 3, TTL);

    assertThat(frame.stale(NOW, FRESH)).isEmpty();
    assertThat(frame.stale(NOW.plus(FRESH), FRESH)).isEmpty();
    assertThat(frame.stale(NOW.plus(FRESH).plusMillis(1), FRESH))
        .contains("more than 2000 ms passed since it was built");
    assertThat(frame.stale(NOW.plus(TTL), Duration.ofHours(1)))
        .contains("its cause is older than its ttl of 45 s");
  }

  @Test
  void its_time_runs_from_what_caused_it_not_from_when_it_was_built() {
    Work work =
        RealtimeWorks.work(Examples.cue("c", "q", 1, CueKind.INTERRUPT, CueChange.OPENED, NOW));
    SyncFrame late = BUILDER.of(work, NOW.plusSeconds(44));

    assertThat(late.stale(NOW.plusSeconds(44), FRESH)).isEmpty();
    assertThat(late.stale(NOW.plusSeconds(45), FRESH)).isPresent();
    assertThat(BUILDER.of(work, NOW.minusSeconds(60)).causedAt()).isEqualTo(NOW.minusSeconds(60));
  }

  @ParameterizedTest
  @CsvSource({
    "INTERRUPT, LOW, 2, false",
    "INTERRUPT, MEDIUM, 3, false",
    "INTERRUPT, HIGH, 4, true",
    "INTERRUPT, CRITICAL, 5, true",
    "DISCLOSURE, CRITICAL, 5, false"
  })
  void severity_says_how_urgent_it_is(
      CueKind kind, Severity severity, int level, boolean overrides) {
    Cue cue =
        Cue.newBuilder(Examples.cue("c", "q", 1, kind, CueChange.OPENED, NOW))
            .setSeverity(severity)
            .build();
    SyncFrame frame = BUILDER.of(RealtimeWorks.work(cue), NOW);

    assertThat(frame.level()).isEqualTo(level);
    assertThat(frame.priorityOverride()).isEqualTo(overrides);
    assertThat(frame.relevance()).isEqualTo(0.65);
  }

  @Test
  void the_ten_most_relevant_cards_are_kept() {
    List<Card> cards =
        IntStream.rangeClosed(1, 14)
            .mapToObj(n -> new Card("a" + n, "t", n, n / 20.0, "c", "s", List.of()))
            .toList();
    SyncFrame frame = BUILDER.of(RealtimeWorks.work(Examples.insight("c", "q", NOW, cards)), NOW);

    assertThat(frame.snippets()).extracting(Snippet::id).startsWith("a14", "a13").hasSize(10);
    assertThat(frame.relevance()).isEqualTo(0.7);
    assertThat(frame.level()).isEqualTo(3);
  }

  @Property(tries = 200)
  void relevance_is_the_contracts_formula(
      @ForAll @IntRange(min = 0, max = 30) int snippets, @ForAll boolean crm) {
    List<Snippet> all =
        IntStream.range(0, snippets)
            .mapToObj(
                n ->
                    new Snippet(
                        "s",
                        "c",
                        List.of(),
                        crm && n == 0 ? Source.CRM : Source.KNOWLEDGE_BASE,
                        0.5))
            .toList();
    double fromCrm = crm && snippets > 0 ? 0.1 : 0;

    assertThat(Relevance.of(all))
        .isEqualTo(Math.min(1, 0.6 + Math.min(0.3, 0.05 * snippets) + fromCrm));
  }

  @Test
  void it_is_written_as_the_contract_has_it() throws IOException {
    Insight insight =
        Insight.newBuilder(Examples.insight("call \"7\"", "q", NOW))
            .setAgentId("7")
            .setDesktopSession("desk")
            .build();
    SyncFrame frame = BUILDER.of(RealtimeWorks.work(insight), NOW);

    JsonNode json = new ObjectMapper().readTree(FrameJson.of(frame, 4));

    assertThat(json)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"type":"PROMPT_SYNC","frame_id":"%s","sequence":4,"payload":{
                     "session_id":"desk","agent_id":"7","interaction_id":"call \\"7\\"",
                     "snippets":[
                      {"snippet_id":"a1","content":"Lost cards\\nBlock it.","source_system":"KNOWLEDGE_BASE","tags":[]},
                      {"snippet_id":"a2","content":"New cards\\nOrder one.","source_system":"KNOWLEDGE_BASE","tags":[]}],
                     "priority_override":false,"priority_level":3,"relevance_score":0.8,
                     "timestamp":1767258000,"ttl_seconds":45}}
                    """
                        .formatted(Frames.id("q"))));
  }

  @Test
  void a_peer_that_does_not_answer_is_dead() {
    KeepAlive life = new KeepAlive(Duration.ofSeconds(20), Duration.ofSeconds(10), 0);
    long second = Duration.ofSeconds(1).toNanos();

    assertThat(life.look(19 * second)).isEqualTo(new KeepAlive.Verdict.Wait(Duration.ofSeconds(1)));
    assertThat(life.look(20 * second))
        .isEqualTo(new KeepAlive.Verdict.Ping(Duration.ofSeconds(10)));
    life.ponged(19 * second);
    assertThat(life.look(29 * second)).isInstanceOf(KeepAlive.Verdict.Wait.class);
    assertThat(life.look(30 * second)).isEqualTo(new KeepAlive.Verdict.Dead());
    life.ponged(29 * second);
    assertThat(life.look(30 * second)).isInstanceOf(KeepAlive.Verdict.Wait.class);
  }

  private static SyncFrame frame(boolean overrides, int level, Duration ttl) {
    return new SyncFrame(
        "f", "s", Optional.empty(), "i", List.of(), overrides, level, 0.6, NOW, ttl, NOW);
  }
}
