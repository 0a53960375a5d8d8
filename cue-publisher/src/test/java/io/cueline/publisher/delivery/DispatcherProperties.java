package io.cueline.publisher.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.publisher.testing.Examples;
import io.cueline.schemas.Cue;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The dispatcher against the naive one, and its promises, in any order of events. */
class DispatcherProperties {

  private static final Instant START = Instant.parse("2026-01-01T09:00:00Z");

  /** One run of both side by side. */
  private static final class Run {
    final Random random;
    final Dispatcher dispatcher;
    final NaiveDispatcher naive;
    final Set<Long> underWay = new HashSet<>();
    final Map<Long, Work> sent = new HashMap<>();
    final Map<String, Integer> lastNumber = new HashMap<>();
    final Set<String> offered = new HashSet<>();
    final List<String> receipted = new ArrayList<>();
    final Map<String, Integer> states = new HashMap<>();
    int generation;
    long offset;
    Instant now = START;

    Run(long seed, int perMinute) {
      random = new Random(seed);
      Bounds bounds =
          new Bounds(
              perMinute,
              Map.of("prompts", Math.max(1, perMinute / 2)),
              Map.of(WorkClass.CUES, 3, WorkClass.INSIGHTS, 2, WorkClass.FEEDBACK, 1),
              new BreakerPolicy(3, Duration.ofSeconds(2), Duration.ofSeconds(9)));
      dispatcher = new Dispatcher(bounds, now);
      naive = new NaiveDispatcher(bounds, now);
    }

    void step() {
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 -> nextWorks().forEach(this::offer);
        case 4, 5, 6 -> answerOne();
        case 7, 8 -> now = now.plusMillis(random.nextInt(2_000));
        default -> now = now.plusMillis(random.nextInt(20_000));
      }
      due();
    }

    /** Answers everything and lets time pass until nothing is left. */
    void drain() {
      while (dispatcher.waiting() > 0 || !underWay.isEmpty()) {
        while (!underWay.isEmpty()) {
          answerOne();
          due();
        }
        now = now.plusSeconds(1);
        due();
      }
    }

    private void offer(Work work) {
      offered.add(work.receiptKey());
      work.then().forEach(then -> offered.add(then.receiptKey()));
      compare(dispatcher.offer(work, now), naive.offer(work, now));
    }

    private void answerOne() {
      if (underWay.isEmpty()) {
        return;
      }
      long sending =
          underWay.stream()
              .sorted()
              .skip(random.nextInt(underWay.size()))
              .findFirst()
              .orElseThrow();
      underWay.remove(sending);
      AttemptResult result = result();
      compare(dispatcher.answered(sending, result, now), naive.answered(sending, result, now));
    }

    private void due() {
      compare(dispatcher.due(now), naive.due(now));
      assertThat(dispatcher.due(now)).as("nothing left to do").isEmpty();
      dispatcher
          .nextDue(now)
          .ifPresent(next -> assertThat(next).as("no busy waiting").isAfter(now));
    }

    private AttemptResult result() {
      return switch (random.nextInt(7)) {
        case 0 -> new AttemptResult.GivenUp(Optional.of(403), "no");
        case 1 -> again(Optional.of(503), false);
        case 2 -> again(Optional.empty(), false);
        case 3 -> again(Optional.of(429), random.nextBoolean());
        case 4 -> new AttemptResult.Stale("too late", Optional.empty());
        default -> new AttemptResult.Taken(200);
      };
    }

    private AttemptResult again(Optional<Integer> status, boolean everybody) {
      return new AttemptResult.Again(
          status, Duration.ofMillis(random.nextInt(8_000)), everybody, "later");
    }

    private List<Work> nextWorks() {
      String interaction = "call-" + random.nextInt(3);
      return switch (random.nextInt(5)) {
        case 0 ->
            Works.SEVERAL.works(
                Examples.insight(interaction, "card-" + offset, now),
                new Position(WorkClass.INSIGHTS, 0, offset++),
                now);
        case 1 ->
            Works.SEVERAL.works(
                Examples.feedback(
                    interaction,
                    "card-" + offset,
                    random.nextBoolean() ? "ACCEPTED" : "DISMISSED",
                    now),
                new Position(WorkClass.FEEDBACK, 0, offset++),
                now);
        default -> cue(interaction);
      };
    }

    private List<Work> cue(String interaction) {
      CueKind kind = random.nextInt(3) == 0 ? CueKind.INTERRUPT : CueKind.DISCLOSURE;
      String cueId = interaction + "-" + kind + "-" + generation;
      int number = states.merge(cueId, 1, Integer::sum);
      CueChange change =
          number == 1
              ? CueChange.OPENED
              : random.nextInt(3) == 0 ? CueChange.CLOSED : CueChange.UPDATED;
      generation += change == CueChange.CLOSED ? 1 : 0;
      Cue cue = Examples.cue(interaction, cueId, number, kind, change, now);
      return Works.SEVERAL.works(cue, new Position(WorkClass.CUES, 0, offset++), now);
    }

    private void compare(List<Step> steps, List<String> expected) {
      List<String> lines =
          steps.stream().filter(step -> !(step instanceof Step.Notice)).map(Run::line).toList();
      assertThat(lines).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(lines.stream().filter(Run::isSending))
          .containsExactlyElementsOf(expected.stream().filter(Run::isSending).toList());
      for (Step step : steps) {
        switch (step) {
          case Step.Send send -> sending(send);
          case Step.Settle(Receipt receipt) -> receipted.add(receipt.work().receiptKey());
          case Step.Notice _ -> {}
          case Step.Finish(Work work) -> throw new AssertionError("finished: " + work.causeId());
        }
      }
    }

    private void sending(Step.Send send) {
      Work work = send.work();
      for (long other : underWay) {
        assertThat(sent.get(other)).isNotNull();
        assertThat(sent.get(other).lane()).as("serial per interaction").isNotEqualTo(work.lane());
      }
      assertThat(work.number())
          .as("in order per cue")
          .isGreaterThanOrEqualTo(lastNumber.getOrDefault(work.slot(), 0));
      assertThat(work.expiresAt()).as("nothing stale is sent").isAfter(now);
      lastNumber.put(work.slot(), work.number());
      underWay.add(send.sending());
      sent.put(send.sending(), work);
    }

    private static boolean isSending(String line) {
      return line.startsWith("send ");
    }

    private static String line(Step step) {
      return switch (step) {
        case Step.Send send ->
            "send " + send.work().receiptKey() + " " + send.attempt() + " " + send.shownBefore();
        case Step.Settle(Receipt receipt) ->
            receipt.outcome()
                + " "
                + receipt.work().receiptKey()
                + " "
                + receipt.attempts()
                + " "
                + receipt.status().orElse(0);
        case Step.Notice notice -> notice.toString();
        case Step.Finish(Work work) -> "finish " + work.receiptKey();
      };
    }
  }

  @Property(tries = 500)
  void it_does_what_the_naive_one_does_and_every_record_gets_exactly_one_receipt(
      @ForAll long seed,
      @ForAll @IntRange(min = 10, max = 300) int steps,
      @ForAll @IntRange(min = 5, max = 500) int perMinute) {
    Run run = new Run(seed, perMinute);
    for (int i = 0; i < steps; i++) {
      run.step();
    }
    run.drain();

    assertThat(run.receipted)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(run.offered);
  }
}
