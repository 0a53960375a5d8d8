package io.cueline.publisher.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.publisher.testing.FakeTenant.Call;
import io.cueline.schemas.Delivery;
import io.cueline.schemas.DeliveryOutcome;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  /** Nothing that was taken is sent again. */
  public static void nothingTwice(List<Call> calls) {
    assertThat(calls.stream().filter(call -> call.status() < 300).map(Call::key))
        .doesNotHaveDuplicates();
  }

  /** The states of a cue reach the tenant in rising order. */
  public static void inOrderPerCue(List<Call> calls) {
    Map<String, Integer> last = new HashMap<>();
    for (Call call : calls) {
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
        calls.stream().collect(Collectors.groupingBy(Call::interactionId));
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
