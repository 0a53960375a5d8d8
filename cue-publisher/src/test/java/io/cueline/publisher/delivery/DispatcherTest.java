package io.cueline.publisher.delivery;

import static io.cueline.publisher.delivery.Works.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.publisher.delivery.Position.Share;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.DeliveryOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DispatcherTest {

  /** When it begins it may send nothing: who knows what others sent just before. */
  private static final Instant EARLIER = START.minusSeconds(120);

  private static final Share CUES = new Share(WorkClass.CUES, 0);
  private static final AttemptResult BUSY =
      new AttemptResult.Again(Optional.of(503), Duration.ofSeconds(2), false, "busy");

  private static final AttemptResult NO_ANSWER =
      new AttemptResult.GivenUp(Optional.empty(), "no answer in time");

  private Dispatcher dispatcher = new Dispatcher(Works.UNLIMITED, EARLIER);

  @Test
  void a_banner_that_expired_unsent_is_not_closed() {
    allInFlight();
    offer(Works.disclosure("a", CueChange.OPENED, 1), START);

    List<Step> later = dispatcher.due(START.plusSeconds(60));
    List<Step> closing =
        dispatcher.offer(Works.disclosure("a", CueChange.CLOSED, 2), START.plusSeconds(61));

    assertThat(outcomes(later)).containsExactly(DeliveryOutcome.EXPIRED);
    assertThat(outcomes(closing)).containsExactly(DeliveryOutcome.SUPPRESSED);
  }

  @Test
  void a_banner_that_was_refused_is_not_closed_but_one_that_may_have_arrived_is() {
    Step.Send refused = send(offer(Works.disclosure("a", CueChange.OPENED, 1), START));
    Step.Send lost = send(offer(Works.disclosure("b", CueChange.OPENED, 1), START));
    dispatcher.answered(
        refused.sending(), new AttemptResult.GivenUp(Optional.of(403), "no"), START);
    dispatcher.answered(
        lost.sending(), new AttemptResult.GivenUp(Optional.empty(), "connection reset"), START);

    List<Step> ofRefused = offer(Works.disclosure("a", CueChange.CLOSED, 2), START);
    List<Step> ofLost = offer(Works.disclosure("b", CueChange.CLOSED, 2), START);

    assertThat(outcomes(ofRefused)).containsExactly(DeliveryOutcome.SUPPRESSED);
    assertThat(send(ofLost).work().causeId()).endsWith("/2");
  }

  @Test
  void after_a_restart_the_receipts_tell_what_was_shown() {
    dispatcher.assigned(
        CUES,
        List.of(
            past("shown-DISCLOSURE/1", 1, Optional.of(200)),
            past("expired-DISCLOSURE/1", 0, Optional.empty())));

    assertThat(outcomes(offer(Works.disclosure("expired", CueChange.CLOSED, 2), START)))
        .containsExactly(DeliveryOutcome.SUPPRESSED);
    assertThat(send(offer(Works.disclosure("shown", CueChange.CLOSED, 2), START)).shownBefore())
        .isTrue();
    assertThat(offer(Works.disclosure("beyond-all-receipts", CueChange.CLOSED, 2), START))
        .as("a close too many harms nobody")
        .hasOnlyElementsOfType(Step.Send.class);
  }

  @Test
  void after_a_restart_what_has_its_receipt_is_finished_and_what_was_overtaken_is_merged() {
    dispatcher.assigned(CUES, List.of(past("a-DISCLOSURE/2", 1, Optional.of(200))));

    List<Step> again = offer(Works.disclosure("a", CueChange.UPDATED, 2), START);
    List<Step> older = offer(Works.disclosure("a", CueChange.OPENED, 1), START);

    assertThat(again).hasOnlyElementsOfType(Step.Finish.class);
    assertThat(outcomes(older)).containsExactly(DeliveryOutcome.MERGED);
  }

  @Test
  void a_newer_state_takes_the_slot_of_one_that_waits_for_its_next_attempt() {
    Step.Send first = send(offer(Works.disclosure("a", CueChange.OPENED, 1), START));
    dispatcher.answered(first.sending(), BUSY, START);

    List<Step> steps = offer(Works.disclosure("a", CueChange.UPDATED, 2), START);

    assertThat(outcomes(steps)).containsExactly(DeliveryOutcome.MERGED);
    assertThat(send(steps).attempt()).isEqualTo(1);
    assertThat(send(steps).shownBefore()).as("a server fault leaves it open").isTrue();
  }

  @Test
  void while_a_call_waits_to_be_repeated_the_rest_of_its_interaction_goes_on() {
    Step.Send first = send(offer(Works.disclosure("a", CueChange.OPENED, 1), START));
    dispatcher.answered(first.sending(), BUSY, START);

    Step.Send violation = send(offer(Works.interrupt("a", CueChange.OPENED, 1), START));
    List<Step> whileBusy = dispatcher.due(START.plusSeconds(3));
    dispatcher.answered(violation.sending(), new AttemptResult.Taken(200), START.plusSeconds(4));
    List<Step> then = dispatcher.due(START.plusSeconds(4));

    assertThat(whileBusy).as("one call at a time").isEmpty();
    assertThat(send(then).work()).isEqualTo(first.work());
    assertThat(send(then).attempt()).isEqualTo(2);
  }

  @Test
  void a_repetition_that_would_come_too_late_is_given_up_at_once() {
    Work card = Works.card("a", "q");
    Step.Send first = send(offer(card, START));

    List<Step> steps = dispatcher.answered(first.sending(), BUSY, card.expiresAt().minusSeconds(1));

    assertThat(outcomes(steps)).containsExactly(DeliveryOutcome.EXPIRED);
  }

  @Test
  void a_prompt_that_waits_is_dropped_with_its_violation_and_a_sent_one_cannot_be_taken_back() {
    Step.Send sent = send(offer(Works.interrupt("a", CueChange.OPENED, 1), START));
    assertThat(offer(Works.interrupt("a", CueChange.CLOSED, 2), START)).isEmpty();

    List<Step> after = dispatcher.answered(sent.sending(), new AttemptResult.Taken(200), START);

    assertThat(outcomes(after))
        .containsExactly(DeliveryOutcome.DELIVERED, DeliveryOutcome.SUPPRESSED);
  }

  @Test
  void where_the_profile_takes_no_changes_an_update_goes_only_if_nothing_went_before() {
    Routing routing = new Routing(Works.routes(false), Works.EXPIRY);
    Step.Send open = send(offer(Works.disclosure(routing, "a", CueChange.OPENED, 1), START));
    offer(Works.disclosure(routing, "a", CueChange.UPDATED, 2), START);
    List<Step> refused =
        dispatcher.answered(
            open.sending(), new AttemptResult.GivenUp(Optional.of(400), "no"), START);
    Step.Send update = send(dispatcher.due(START));
    dispatcher.answered(update.sending(), new AttemptResult.Taken(200), START);

    assertThat(outcomes(refused)).containsExactly(DeliveryOutcome.FAILED);
    assertThat(update.work().number()).isEqualTo(2);
    assertThat(outcomes(offer(Works.disclosure(routing, "a", CueChange.UPDATED, 3), START)))
        .containsExactly(DeliveryOutcome.SUPPRESSED);
    assertThat(outcomes(offer(Works.disclosure(routing, "a", CueChange.CLOSED, 4), START)))
        .containsExactly(DeliveryOutcome.SUPPRESSED);
  }

  @Test
  void at_the_limit_the_most_urgent_goes_first_whatever_came_first() {
    dispatcher = new Dispatcher(Works.bounds(5, 100), EARLIER);
    List<Work> sent = new ArrayList<>();
    sent.add(send(offer(Works.card("a", "q1"), START)).work());
    assertThat(offer(Works.card("b", "q2"), START)).isEmpty();
    assertThat(offer(Works.disclosure("c", CueChange.OPENED, 1), START)).isEmpty();
    sent.add(send(offer(Works.interrupt("d", CueChange.OPENED, 1), START)).work());
    assertThat(offer(Works.interrupt("e", CueChange.OPENED, 1), START)).isEmpty();

    Instant now = START;
    while (sent.size() < 4) {
      now = dispatcher.nextDue(now).orElseThrow();
      for (Step step : dispatcher.due(now)) {
        if (step instanceof Step.Send send) {
          sent.add(send.work());
        }
      }
    }

    assertThat(sent.stream().map(Work::urgency))
        .containsExactly(Urgency.CARD, Urgency.INTERRUPT, Urgency.INTERRUPT, Urgency.DISCLOSURE);
  }

  @Test
  void when_the_tenant_asks_the_client_to_wait_all_wait() {
    Step.Send first = send(offer(Works.card("a", "q"), START));
    dispatcher.answered(
        first.sending(),
        new AttemptResult.Again(Optional.of(429), Duration.ofSeconds(5), true, "slow down"),
        START);

    assertThat(offer(Works.interrupt("b", CueChange.OPENED, 1), START)).isEmpty();
    assertThat(dispatcher.nextDue(START)).contains(START.plusSeconds(5));
    assertThat(dispatcher.due(START.plusSeconds(5))).hasSize(2);
  }

  @Test
  void a_partition_given_up_leaves_no_receipts_and_late_answers_change_nothing() {
    Step.Send running = send(offer(Works.disclosure("a", CueChange.OPENED, 1), START));
    Step.Send repeated = send(offer(Works.disclosure("b", CueChange.OPENED, 1), START));
    offer(Works.interrupt("a", CueChange.OPENED, 1), START);

    Set<Long> underWay = dispatcher.release(Set.of(CUES));
    List<Step> again = dispatcher.answered(repeated.sending(), BUSY, START);
    dispatcher.abandon(Set.of(CUES), START);

    assertThat(underWay).containsExactlyInAnyOrder(running.sending(), repeated.sending());
    assertThat(again).as("left to the next owner").isEmpty();
    assertThat(dispatcher.answered(running.sending(), new AttemptResult.Taken(200), START))
        .isEmpty();
    assertThat(dispatcher.waiting()).isZero();
    assertThat(dispatcher.running(WorkClass.CUES)).isZero();
    assertThat(dispatcher.nextDue(START.plusSeconds(9))).isEmpty();
  }

  @Test
  void cards_may_fill_their_places_and_violations_still_have_theirs() {
    dispatcher = new Dispatcher(Works.bounds(100_000, 1), EARLIER);
    assertThat(offer(Works.card("a", "q1"), START)).hasSize(1);
    assertThat(offer(Works.card("b", "q2"), START)).isEmpty();

    assertThat(offer(Works.interrupt("c", CueChange.OPENED, 1), START)).hasSize(1);
  }

  @Test
  void the_crm_is_told_only_of_what_was_shown() {
    Step.Send refused = send(offer(Works.several("a").getFirst(), START));
    Step.Send taken = send(offer(Works.several("b").getFirst(), START));

    List<Step> afterRefusal =
        dispatcher.answered(
            refused.sending(), new AttemptResult.GivenUp(Optional.of(403), "no"), START);
    dispatcher.answered(taken.sending(), new AttemptResult.Taken(200), START);

    assertThat(outcomes(afterRefusal))
        .containsExactly(DeliveryOutcome.FAILED, DeliveryOutcome.SUPPRESSED);
    assertThat(send(dispatcher.due(START)).work().channel()).isEqualTo(Routes.CALLBACK);
  }

  @Test
  void a_crash_between_the_prompt_and_telling_of_it_leaves_only_the_telling() {
    dispatcher.assigned(
        CUES,
        List.of(
            new PastReceipt("a-v/1", "prompts", DeliveryOutcome.DELIVERED, 1, Optional.of(200))));

    List<Step> steps = offer(Works.several("a").getFirst(), START);

    assertThat(steps.getFirst()).isInstanceOf(Step.Finish.class);
    assertThat(send(steps).work().channel()).isEqualTo(Routes.CALLBACK);
  }

  @Test
  void a_crm_that_hangs_or_asks_to_wait_concerns_nobody_else() {
    Step.Send prompt = send(offer(Works.several("a").getFirst(), START));
    dispatcher.answered(prompt.sending(), new AttemptResult.Taken(200), START);
    Step.Send callback = send(dispatcher.due(START));

    Step.Send whileItHangs = send(offer(Works.disclosure("a", CueChange.OPENED, 1), START));
    dispatcher.answered(
        callback.sending(),
        new AttemptResult.Again(Optional.of(429), Duration.ofSeconds(9), true, "slow down"),
        START);

    assertThat(whileItHangs.work().channel()).isEqualTo("cues");
    assertThat(send(offer(Works.several("b").getFirst(), START)).work().channel())
        .isEqualTo("prompts");
    assertThat(offer(Works.feedback("c", "card", "ACCEPTED").getLast(), START)).isEmpty();
  }

  @Test
  void what_an_agent_did_twice_is_told_once() {
    Step.Send first = send(offer(Works.feedback("a", "card", "ACCEPTED").getFirst(), START));
    dispatcher.answered(first.sending(), new AttemptResult.Taken(204), START);

    assertThat(offer(Works.feedback("a", "card", "ACCEPTED").getFirst(), START))
        .singleElement()
        .isInstanceOf(Step.Finish.class);
  }

  @Test
  void a_channel_that_does_not_answer_is_left_alone_then_tried_with_one_call_and_others_go_on() {
    List<Step> notices = new ArrayList<>();
    for (int i = 0; i < Works.BREAKER.failures(); i++) {
      Step.Send send = send(offer(Works.interrupt("a" + i, CueChange.OPENED, 1), START));
      notices.addAll(dispatcher.answered(send.sending(), NO_ANSWER, START));
    }

    assertThat(notices)
        .filteredOn(Step.Notice.class::isInstance)
        .containsExactly(new Step.Opened("prompts", START.plusSeconds(1)));
    assertThat(offer(Works.interrupt("b", CueChange.OPENED, 1), START)).isEmpty();
    assertThat(offer(Works.interrupt("c", CueChange.OPENED, 1), START)).isEmpty();
    assertThat(send(offer(Works.disclosure("d", CueChange.OPENED, 1), START)).work().channel())
        .isEqualTo("cues");
    assertThat(dispatcher.nextDue(START)).contains(START.plusSeconds(1));
    Step.Send tried = send(dispatcher.due(START.plusSeconds(1)));
    assertThat(dispatcher.due(START.plusSeconds(2))).as("one call finds out").isEmpty();
    dispatcher.answered(tried.sending(), new AttemptResult.Taken(200), START.plusSeconds(2));
    assertThat(dispatcher.due(START.plusSeconds(2))).hasSize(1);
  }

  @Test
  void what_expires_before_a_channel_that_does_not_answer_says_so() {
    for (int i = 0; i < Works.BREAKER.failures(); i++) {
      Step.Send send = send(offer(Works.interrupt("a" + i, CueChange.OPENED, 1), START));
      dispatcher.answered(send.sending(), NO_ANSWER, START);
    }
    offer(Works.interrupt("b", CueChange.OPENED, 1), START);

    assertThat(dispatcher.due(START.plusSeconds(60)))
        .filteredOn(Step.Settle.class::isInstance)
        .extracting(step -> ((Step.Settle) step).receipt().reason().orElse(""))
        .containsExactly("past its time: prompts did not answer others");
  }

  @Test
  void a_wait_that_another_instance_was_asked_to_is_waited_here_and_told_no_further() {
    dispatcher.heard(new Pause(Pause.CLIENT, START.plusSeconds(5)));

    assertThat(offer(Works.interrupt("a", CueChange.OPENED, 1), START)).isEmpty();
    assertThat(dispatcher.nextDue(START)).contains(START.plusSeconds(5));
    Step.Send send = send(dispatcher.due(START.plusSeconds(5)));
    Instant later = START.plusSeconds(6);
    List<Step> first =
        dispatcher.answered(
            send.sending(),
            new AttemptResult.Again(Optional.of(429), Duration.ofSeconds(3), true, "limit"),
            later);
    assertThat(first).contains(new Step.Paused(new Pause(Pause.CLIENT, later.plusSeconds(3))));
  }

  private static PastReceipt past(String causeId, int attempts, Optional<Integer> status) {
    DeliveryOutcome outcome = attempts > 0 ? DeliveryOutcome.DELIVERED : DeliveryOutcome.EXPIRED;
    return new PastReceipt(causeId, "cues", outcome, attempts, status);
  }

  /** Fills all places for cues. */
  private void allInFlight() {
    for (int i = 0; i < 100; i++) {
      offer(Works.interrupt("busy-" + i, CueChange.OPENED, 1), START);
    }
  }

  private List<Step> offer(Work work, Instant now) {
    List<Step> steps = new ArrayList<>(dispatcher.offer(work, now));
    steps.addAll(dispatcher.due(now));
    return steps;
  }

  private static Step.Send send(List<Step> steps) {
    return steps.stream()
        .filter(Step.Send.class::isInstance)
        .map(Step.Send.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing sent: " + steps));
  }

  private static List<DeliveryOutcome> outcomes(List<Step> steps) {
    return steps.stream()
        .filter(Step.Settle.class::isInstance)
        .map(step -> ((Step.Settle) step).receipt().outcome())
        .toList();
  }
}
