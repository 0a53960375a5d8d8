package io.cueline.publisher.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.publisher.testing.Examples;
import io.cueline.schemas.CueChange;
import io.cueline.schemas.CueKind;
import io.cueline.schemas.DeliveryOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/**
 * Two instances share a hundred requests a minute and have ten times as much to say; one of them
 * dies on the way and is replaced. Time is simulated.
 */
class SharedLimitSimulationTest {

  private static final int PER_MINUTE = 100;
  private static final Duration ANSWER = Duration.ofMillis(200);

  private record Answered(Dispatcher by, Step.Send send, Instant at) {}

  private final List<Instant> sent = new ArrayList<>();
  private final Map<DeliveryOutcome, Integer> receipts = new EnumMap<>(DeliveryOutcome.class);
  private final Queue<Answered> underWay = new PriorityQueue<>(Comparator.comparing(Answered::at));
  private final Deque<String> wrongs = new ArrayDeque<>();
  private int offset;
  private int offered;
  private int violationsExpired;

  @Test
  void no_minute_holds_more_and_violations_are_in_time_and_before_cards() {
    Instant now = Works.START;
    Dispatcher first = instance(now);
    Dispatcher second = instance(now);
    int mostWaiting = 0;
    for (int step = 0; step < 5 * 60 * 10; step++) {
      now = now.plusMillis(100);
      if (step % 10 == 0) {
        offerASecond(first, now);
        offerASecond(second, now);
      }
      answer(now);
      due(first, now);
      due(second, now);
      mostWaiting = Math.max(mostWaiting, first.waiting() + second.waiting());
      if (step == 1_500) {
        offered -= second.waiting();
        underWay.removeIf(answered -> lost(answered, first));
        second = instance(now);
      }
    }

    assertThat(mostInAMinute()).isLessThanOrEqualTo(PER_MINUTE);
    assertThat(sent.size()).as("and nearly all of it is used").isGreaterThan(5 * 85);
    assertThat(wrongs).isEmpty();
    assertThat(violationsExpired).isZero();
    assertThat(mostWaiting).isLessThan(700);
    int left = first.waiting() + second.waiting() + underWay.size();
    assertThat(receipts.values().stream().mapToInt(each -> each).sum()).isEqualTo(offered - left);
  }

  private boolean lost(Answered answered, Dispatcher living) {
    offered -= answered.by() == living ? 0 : 1;
    return answered.by() != living;
  }

  private static Dispatcher instance(Instant now) {
    Dispatcher dispatcher = new Dispatcher(Works.bounds(PER_MINUTE, 50), now);
    dispatcher.share(0.5);
    return dispatcher;
  }

  /** Eight: every other second a violation, three banners, else cards. */
  private void offerASecond(Dispatcher to, Instant now) {
    for (int i = 0; i < 8; i++) {
      String call = "call-" + offset;
      Position cues = new Position(WorkClass.CUES, 0, offset);
      if (i == 0 && now.getEpochSecond() % 2 == 0) {
        offer(to, cue(call, CueKind.INTERRUPT, cues, now), now);
      } else if (i < 4) {
        offer(to, cue(call, CueKind.DISCLOSURE, cues, now), now);
      } else {
        Position insights = new Position(WorkClass.INSIGHTS, 0, offset);
        offer(to, Works.ROUTING.works(Examples.insight(call, call, now), insights, now), now);
      }
      offset++;
    }
  }

  private static List<Work> cue(String call, CueKind kind, Position position, Instant now) {
    return Works.ROUTING.works(
        Examples.cue(call, call + "-" + kind, 1, kind, CueChange.OPENED, now), position, now);
  }

  private void offer(Dispatcher to, List<Work> works, Instant now) {
    for (Work work : works) {
      offered++;
      settle(to.offer(work, now));
    }
  }

  private void due(Dispatcher dispatcher, Instant now) {
    List<Step> steps = dispatcher.due(now);
    settle(steps);
    Urgency last = Urgency.INTERRUPT;
    for (Step step : steps) {
      if (step instanceof Step.Send send) {
        sent.add(now);
        underWay.add(new Answered(dispatcher, send, now.plus(ANSWER)));
        if (send.work().urgency().compareTo(last) < 0) {
          wrongs.add(send.work().urgency() + " after " + last);
        }
        last = send.work().urgency();
        if (!send.work().expiresAt().isAfter(now)) {
          wrongs.add("stale: " + send.work().causeId());
        }
      }
    }
  }

  private void answer(Instant now) {
    while (!underWay.isEmpty() && !underWay.element().at().isAfter(now)) {
      Answered answered = underWay.remove();
      settle(answered.by().answered(answered.send().sending(), new AttemptResult.Taken(200), now));
    }
  }

  private void settle(List<Step> steps) {
    for (Step step : steps) {
      if (step instanceof Step.Settle(Receipt receipt)) {
        receipts.merge(receipt.outcome(), 1, Integer::sum);
        boolean violation = receipt.work().urgency() == Urgency.INTERRUPT;
        violationsExpired += violation && receipt.outcome() != DeliveryOutcome.DELIVERED ? 1 : 0;
      }
    }
  }

  private int mostInAMinute() {
    int most = 0;
    int from = 0;
    for (int to = 0; to < sent.size(); to++) {
      while (!sent.get(from).plus(Duration.ofMinutes(1)).isAfter(sent.get(to))) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }
}
