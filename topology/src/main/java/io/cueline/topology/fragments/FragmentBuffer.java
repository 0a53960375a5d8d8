package io.cueline.topology.fragments;

import io.cueline.schemas.FlushCause;
import io.cueline.schemas.Speaker;
import io.cueline.topology.fragments.FragmentEvent.DialogState;
import io.cueline.topology.fragments.FragmentEvent.Ended;
import io.cueline.topology.fragments.FragmentEvent.Said;
import io.cueline.topology.fragments.FragmentEvent.TimeReached;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is gathered of one interaction: per speaker the words since their last flush, and the last
 * turns flushed. Immutable and pure; a plain record of strings, instants and positions, so that it
 * can be kept inside another record.
 *
 * <p><b>How to call it.</b> For each frame of the interaction that decides anything (not of an
 * older epoch, not partial), and for each tick that moves its clock:
 *
 * <ol>
 *   <li>{@code FRAGMENT} and final {@code UTTERANCE} become {@link Said}, {@code DIALOG_STATE}
 *       {@link DialogState}, {@code END} (or the end by silence) {@link Ended}; any other frame and
 *       a tick {@link TimeReached}. {@code at} is the interaction's clock.
 *   <li>{@code step = buffer.on(event, windows)}; write a knowledge query for each of {@code
 *       step.flushes()} that {@link Flush#asks}, in their order; keep {@code step.next()}.
 *   <li>Arm the interaction's timer for {@link #nextDue}, if it is earlier than the others.
 * </ol>
 *
 * Every event first flushes what is due at or before its {@code at}, so the outcome is the same
 * whether ticks came in between or not. Where a frame makes the interaction adopt new windows, send
 * {@link TimeReached} with the old ones first.
 *
 * @param gatherings at most one per speaker, in the speakers' order; none is blank
 * @param turns the last turns flushed, oldest first, bounded
 * @param lastSaid the last of them as it was said, for numbers that are split over turns
 * @param heard the interaction's cumulative texts so far
 */
public record FragmentBuffer(
    List<Gathering> gatherings, List<PastTurn> turns, String lastSaid, Heard heard) {

  /** Gathered text never grows beyond this by adding to it; what was there is flushed first. */
  static final int MAX_CHARACTERS = 4_000;

  /** Of an interaction nobody has heard of. */
  public static final FragmentBuffer EMPTY =
      new FragmentBuffer(List.of(), List.of(), "", Heard.NOTHING);

  public FragmentBuffer {
    gatherings = List.copyOf(gatherings);
    turns = List.copyOf(turns);
    for (int index = 1; index < gatherings.size(); index++) {
      if (gatherings.get(index - 1).speaker().compareTo(gatherings.get(index).speaker()) >= 0) {
        throw new IllegalArgumentException("a speaker's words are gathered once, in their order");
      }
    }
  }

  /**
   * The outcome of an event.
   *
   * @param flushes in the order of their times
   */
  public record Step(FragmentBuffer next, List<Flush> flushes) {
    public Step {
      flushes = List.copyOf(flushes);
    }
  }

  /**
   * What is new in a text that may repeat what the interaction's cumulative texts said before.
   *
   * @param before what stands before the new words in the text, as far as it is remembered
   * @param added empty when nothing is new
   * @param next remembers it
   */
  public record News(String before, String added, FragmentBuffer next) {}

  /** Reduces a cumulative text to what is new; gathers nothing. */
  public News news(String cumulative) {
    Heard.Reduction reduction = heard.reduce(cumulative);
    return new News(
        reduction.before(),
        reduction.added(),
        new FragmentBuffer(gatherings, turns, lastSaid, reduction.next()));
  }

  /** Nothing is gathered: there is nothing to flush, whatever comes. */
  public boolean isIdle() {
    return gatherings.isEmpty();
  }

  /** When the next flush by time is due, if nothing more is said. */
  public Optional<Instant> nextDue(FragmentWindows windows) {
    @Nullable Instant next = null;
    for (Gathering each : gatherings) {
      Instant due = each.due(windows);
      next = next == null || due.isBefore(next) ? due : next;
    }
    return Optional.ofNullable(next);
  }

  /** Flushes what is due, then applies the event. */
  public Step on(FragmentEvent event, FragmentWindows windows) {
    Step due = flushDue(event.at(), windows);
    Step then =
        switch (event) {
          case Said said -> due.next.add(said);
          case DialogState state -> due.next.dialogState(state);
          case TimeReached reached -> due;
          case Ended ended -> due.next.flush(any -> true, FlushCause.END, ended.at());
        };
    if (event instanceof TimeReached || due.flushes.isEmpty()) {
      return then;
    }
    List<Flush> flushes = new ArrayList<>(due.flushes);
    flushes.addAll(then.flushes);
    return new Step(then.next, flushes);
  }

  /** The earliest first; of several due at once in the speakers' order. */
  private Step flushDue(Instant now, FragmentWindows windows) {
    FragmentBuffer next = this;
    List<Flush> flushes = List.of();
    Optional<Gathering> first = next.firstDue(now, windows);
    while (first.isPresent()) {
      Gathering due = first.get();
      PastTurn.Redacted words = next.redacted(due);
      flushes = flushes.isEmpty() ? new ArrayList<>(2) : flushes;
      flushes.add(due.flush(words, due.causeOfTime(windows), due.due(windows)));
      next = next.without(due, words);
      first = next.firstDue(now, windows);
    }
    return new Step(next, flushes);
  }

  private Optional<Gathering> firstDue(Instant now, FragmentWindows windows) {
    @Nullable Gathering first = null;
    Instant earliest = now;
    for (Gathering each : gatherings) {
      Instant due = each.due(windows);
      if (first == null ? !due.isAfter(earliest) : due.isBefore(earliest)) {
        first = each;
        earliest = due;
      }
    }
    return Optional.ofNullable(first);
  }

  private Step add(Said said) {
    String added = said.text().strip();
    FragmentBuffer next = this;
    if (said.cumulative()) {
      News news = news(added);
      added = news.added();
      next = news.next();
    }
    if (added.isEmpty()) {
      return new Step(next, List.of());
    }
    Optional<Gathering> present = next.of(said.speaker());
    int room = MAX_CHARACTERS - added.length();
    boolean full = present.filter(each -> each.text().length() >= room).isPresent();
    Step step =
        full
            ? next.flush(said.speaker()::equals, FlushCause.OTHER, said.at())
            : new Step(next, List.of());
    String text = added;
    Gathering grown =
        (full ? Optional.<Gathering>empty() : present)
            .map(each -> each.with(said, text))
            .orElseGet(() -> Gathering.start(said, text));
    return new Step(step.next.with(grown), step.flushes);
  }

  private Step dialogState(DialogState state) {
    Predicate<Speaker> whose =
        switch (state.state().strip().toUpperCase(Locale.ROOT)) {
          // Words of nobody known are the tenant's only buffer: any silence ends them.
          case "AGENT_SILENT" -> speaker -> speaker != Speaker.CUSTOMER;
          case "CUSTOMER_SILENT" -> speaker -> speaker != Speaker.AGENT;
          case "TURN_END" -> speaker -> true;
          default -> speaker -> false;
        };
    return flush(whose, FlushCause.DIALOG_STATE, state.at());
  }

  /** Flushes now, the words begun first before the others. */
  private Step flush(Predicate<Speaker> whose, FlushCause cause, Instant at) {
    List<Gathering> going =
        gatherings.stream()
            .filter(each -> whose.test(each.speaker()))
            .sorted(Comparator.comparing(Gathering::firstAt).thenComparing(Gathering::speaker))
            .toList();
    FragmentBuffer next = this;
    List<Flush> flushes = new ArrayList<>();
    for (Gathering each : going) {
      PastTurn.Redacted words = next.redacted(each);
      flushes.add(each.flush(words, cause, at));
      next = next.without(each, words);
    }
    return new Step(next, flushes);
  }

  private Optional<Gathering> of(Speaker speaker) {
    for (Gathering each : gatherings) {
      if (each.speaker() == speaker) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private FragmentBuffer with(Gathering grown) {
    if (gatherings.isEmpty()) {
      return new FragmentBuffer(List.of(grown), turns, lastSaid, heard);
    }
    List<Gathering> all = new ArrayList<>(gatherings);
    all.removeIf(each -> each.speaker() == grown.speaker());
    all.add(grown);
    all.sort(Comparator.comparing(Gathering::speaker));
    return new FragmentBuffer(all, turns, lastSaid, heard);
  }

  private PastTurn.Redacted redacted(Gathering flushed) {
    return PastTurn.redacted(turns, lastSaid, flushed.speaker(), flushed.text());
  }

  private FragmentBuffer without(Gathering flushed, PastTurn.Redacted words) {
    List<Gathering> rest = new ArrayList<>(gatherings);
    rest.remove(flushed);
    int from = PastTurn.keptFrom(flushed.text());
    PastTurn turn = new PastTurn(flushed.speaker(), words.text().substring(from));
    return new FragmentBuffer(
        rest, PastTurn.append(words.history(), turn), flushed.text().substring(from), heard);
  }
}
