package io.cueline.topology.fragments;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.FlushCause;
import io.cueline.schemas.Position;
import io.cueline.schemas.Speaker;
import io.cueline.topology.fragments.FragmentEvent.DialogState;
import io.cueline.topology.fragments.FragmentEvent.Ended;
import io.cueline.topology.fragments.FragmentEvent.Said;
import io.cueline.topology.fragments.FragmentEvent.TimeReached;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * The buffer against a model that looks at every tenth of a second, with ticks put in at random.
 */
class FragmentBufferModelTest {

  /** What happens, some tenths of a second after the one before; no text is a dialog state. */
  record Event(int after, Speaker speaker, Optional<String> state) {}

  /** What of a flush must come out the same. */
  record Seen(Speaker speaker, String text, FlushCause cause, long first, long last, long at) {}

  @Property(tries = 500)
  void flushesAsTheModelWhateverTicksCome(
      @ForAll("events") List<Event> events, @ForAll long tickSeed) {
    List<Seen> expected = model(events);
    assertThat(run(events, Optional.empty())).isEqualTo(expected);
    assertThat(run(events, Optional.of(new Random(tickSeed)))).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<Event>> events() {
    Arbitrary<Integer> after =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.integers().between(0, 29)),
            Tuple.of(1, Arbitraries.of(30, 31, 99, 100, 101, 400)));
    Arbitrary<Optional<String>> state =
        Arbitraries.of("AGENT_SILENT", "CUSTOMER_SILENT", "TURN_END", "HOLD").optional(0.2);
    return Combinators.combine(after, Arbitraries.of(Speaker.class), state)
        .as(Event::new)
        .list()
        .ofMaxSize(40);
  }

  private static List<Seen> run(List<Event> events, Optional<Random> ticks) {
    FragmentBuffer buffer = FragmentBuffer.EMPTY;
    List<Seen> seen = new ArrayList<>();
    long now = 0;
    for (int seq = 0; seq <= events.size(); seq++) {
      long next = seq < events.size() ? now + events.get(seq).after : now + 1;
      List<FragmentEvent> toApply = new ArrayList<>();
      if (ticks.isPresent()) {
        ticks
            .get()
            .longs(3, now, next + 1)
            .sorted()
            .forEach(tick -> toApply.add(new TimeReached(at(tick))));
      }
      toApply.add(seq < events.size() ? event(events.get(seq), seq, next) : new Ended(at(next)));
      for (FragmentEvent event : toApply) {
        FragmentBuffer.Step step = buffer.on(event, FragmentWindows.DEFAULT);
        buffer = step.next();
        step.flushes().forEach(flush -> seen.add(seen(flush)));
      }
      now = next;
    }
    assertThat(buffer.isIdle()).isTrue();
    return seen;
  }

  private static FragmentEvent event(Event event, int seq, long now) {
    Position position = new Position("s", 1L, (long) seq);
    return event
        .state
        .<FragmentEvent>map(state -> new DialogState(at(now), state))
        .orElseGet(
            () -> new Said(at(now), event.speaker, "w" + seq, false, position, Instant.EPOCH));
  }

  private static Seen seen(Flush flush) {
    return new Seen(
        flush.speaker(),
        flush.text(),
        flush.cause(),
        flush.first().getSeq(),
        flush.last().getSeq(),
        flush.at().toEpochMilli() / 100);
  }

  private static Instant at(long tenths) {
    return Instant.ofEpochMilli(tenths * 100);
  }

  /** Each tenth of a second: first what is due, then what happens. */
  private static List<Seen> model(List<Event> events) {
    List<Seen> seen = new ArrayList<>();
    Map<Speaker, List<long[]>> said = new EnumMap<>(Speaker.class);
    long now = 0;
    for (int seq = 0; seq < events.size(); seq++) {
      Event event = events.get(seq);
      long next = now + event.after;
      for (; now < next; now++) {
        due(said, now, seen);
      }
      due(said, now, seen);
      if (event.state.isPresent()) {
        dialog(said, event.state.get(), now, seen);
      } else {
        of(said, event.speaker).add(new long[] {now, seq});
      }
    }
    due(said, now + 1, seen);
    inOrderOfBeginning(said)
        .forEach(who -> flush(said, who, FlushCause.END, now(events) + 1, seen));
    return seen;
  }

  private static long now(List<Event> events) {
    return events.stream().mapToLong(Event::after).sum();
  }

  private static void due(Map<Speaker, List<long[]>> said, long now, List<Seen> seen) {
    for (Speaker who : Speaker.values()) {
      List<long[]> words = of(said, who);
      if (!words.isEmpty() && words.getLast()[0] + 30 <= now) {
        flush(said, who, FlushCause.IDLE, now, seen);
      } else if (!words.isEmpty() && words.getFirst()[0] + 100 <= now) {
        flush(said, who, FlushCause.MAX_AGE, now, seen);
      }
    }
  }

  private static void dialog(
      Map<Speaker, List<long[]>> said, String state, long now, List<Seen> seen) {
    for (Speaker who : inOrderOfBeginning(said)) {
      boolean silent =
          switch (who) {
            case AGENT -> state.equals("AGENT_SILENT");
            case CUSTOMER -> state.equals("CUSTOMER_SILENT");
            case UNKNOWN -> state.endsWith("_SILENT");
          };
      if (silent || state.equals("TURN_END")) {
        flush(said, who, FlushCause.DIALOG_STATE, now, seen);
      }
    }
  }

  private static List<Speaker> inOrderOfBeginning(Map<Speaker, List<long[]>> said) {
    return Arrays.stream(Speaker.values())
        .filter(who -> !of(said, who).isEmpty())
        .sorted(Comparator.comparingLong(who -> of(said, who).getFirst()[0]))
        .toList();
  }

  private static void flush(
      Map<Speaker, List<long[]>> said, Speaker who, FlushCause cause, long now, List<Seen> seen) {
    List<long[]> words = of(said, who);
    String text = words.stream().map(word -> "w" + word[1]).collect(Collectors.joining(" "));
    seen.add(new Seen(who, text, cause, words.getFirst()[1], words.getLast()[1], now));
    words.clear();
  }

  private static List<long[]> of(Map<Speaker, List<long[]>> said, Speaker who) {
    return said.computeIfAbsent(who, any -> new ArrayList<>());
  }
}
