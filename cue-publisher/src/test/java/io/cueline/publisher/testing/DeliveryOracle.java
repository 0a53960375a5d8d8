package io.cueline.publisher.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.publisher.testing.FakeTenant.Call;
import io.cueline.schemas.CauseKind;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.DeliveryOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the publisher promises, checked on what was put in, what the tenant got and the receipts.
 */
public final class DeliveryOracle {

  private DeliveryOracle() {}

  /** Every record is delivered, expired, merged, suppressed or failed, by exactly one receipt. */
  public static void exactlyOneReceiptEach(Collection<String> causes, List<Delivery> receipts) {
    assertThat(receipts.stream().map(Delivery::getCauseId)).doesNotHaveDuplicates();
    assertThat(receipts.stream().map(Delivery::getCauseId).collect(Collectors.toSet()))
        .isEqualTo(new HashSet<>(causes));
  }

  /** The same, where a crash may have had a receipt written twice. */
  public static void aReceiptForEach(Collection<String> causes, List<Delivery> receipts) {
    assertThat(receipts.stream().map(Delivery::getCauseId).collect(Collectors.toSet()))
        .isEqualTo(new HashSet<>(causes));
  }

  /** A receipt says delivered exactly where the tenant said yes. */
  public static void deliveredIsWhatTheTenantTook(List<Delivery> receipts, List<Call> calls) {
    Set<String> taken =
        calls.stream()
            .filter(call -> call.status() < 300)
            .map(Call::key)
            .collect(Collectors.toSet());
    Set<String> delivered =
        receipts.stream()
            .filter(receipt -> receipt.getOutcome() == DeliveryOutcome.DELIVERED)
            .map(Delivery::getCauseId)
            .collect(Collectors.toSet());
    assertThat(delivered).isEqualTo(taken);
  }

  /** Where answers get lost: what a receipt calls delivered was taken. */
  public static void deliveredWasTaken(List<Delivery> receipts, List<Call> calls) {
    Set<String> taken = taken(calls);
    assertThat(receipts)
        .filteredOn(receipt -> receipt.getOutcome() == DeliveryOutcome.DELIVERED)
        .allMatch(receipt -> taken.contains(receipt.getCauseId()));
  }

  /** Where answers get lost: of what was taken no receipt says that it was never sent. */
  public static void takenWasTried(List<Delivery> receipts, List<Call> calls) {
    Set<String> tried =
        receipts.stream()
            .filter(receipt -> receipt.getAttempts() > 0)
            .map(Delivery::getCauseId)
            .collect(Collectors.toSet());
    assertThat(taken(calls)).allMatch(tried::contains);
  }

  private static Set<String> taken(List<Call> calls) {
    return calls.stream()
        .filter(call -> call.status() == 200)
        .map(Call::key)
        .collect(Collectors.toSet());
  }

  /** Nothing that was taken is sent again. */
  public static void nothingTwice(List<Call> calls) {
    assertThat(calls.stream().filter(call -> call.status() < 300).map(Call::key))
        .doesNotHaveDuplicates();
  }

  /** Whenever the minute begins. */
  public static void noMinuteHoldsMoreThan(int limit, List<Call> calls) {
    assertThat(mostInAMinute(calls)).isLessThanOrEqualTo(limit);
  }

  /** The most calls that began within any minute. */
  public static int mostInAMinute(List<Call> calls) {
    List<Instant> begun = calls.stream().map(Call::begun).sorted().toList();
    int most = 0;
    int first = 0;
    for (int last = 0; last < begun.size(); last++) {
      while (!begun.get(first).plus(Duration.ofMinutes(1)).isAfter(begun.get(last))) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  /** With the defaults: a minute for cues, a quarter of it for cards, counted from the decision. */
  public static void nothingStaleIsSent(List<Delivery> receipts) {
    assertThat(receipts)
        .filteredOn(receipt -> receipt.getFirstAttemptAt() != null)
        .allMatch(
            receipt -> {
              long seconds = receipt.getCauseKind() == CauseKind.INSIGHT ? 15 : 60;
              return !receipt
                  .getDecidedAt()
                  .plusSeconds(seconds)
                  .isBefore(Objects.requireNonNull(receipt.getFirstAttemptAt()));
            });
  }

  /** The states of a cue reach the tenant in rising order. */
  public static void inOrderPerCue(List<Call> calls) {
    Map<String, Integer> last = new HashMap<>();
    for (Call call : calls.stream().sorted(Comparator.comparing(Call::begun)).toList()) {
      int slash = call.key().lastIndexOf('/');
      if (slash > 0) {
        int number = Integer.parseInt(call.key().substring(slash + 1));
        String cue = call.key().substring(0, slash);
        assertThat(number)
            .as("%s after %s", call.key(), last.get(cue))
            .isGreaterThanOrEqualTo(last.getOrDefault(cue, 0));
        last.put(cue, number);
      }
    }
  }

  /** No interaction has two calls at once. */
  public static void serialPerInteraction(List<Call> calls) {
    Map<String, List<Call>> byInteraction =
        calls.stream()
            .filter(call -> call.status() != 0) // nobody waited for the end of these
            .sorted(Comparator.comparing(Call::begun))
            .collect(Collectors.groupingBy(Call::interactionId));
    byInteraction.forEach(
        (interaction, of) -> {
          Instant busyUntil = Instant.MIN;
          for (Call call : of) {
            assertThat(call.begun()).as(interaction).isAfterOrEqualTo(busyUntil);
            busyUntil = call.ended();
          }
        });
  }
}
