package io.cueline.publisher.delivery;

import io.cueline.publisher.delivery.Position.Share;
import io.cueline.schemas.CauseKind;
import io.cueline.schemas.DeliveryOutcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of earlier states of cues: whether one may be before the agent, and how far their
 * receipts go. It is what the receipts say, so a new owner of a partition reads them once and knows
 * the same as the old one. Not thread-safe.
 *
 * <p>A cue not known here was not shown when its first state comes. For a later state it is taken
 * as shown: a close too many harms nobody, a banner left standing does.
 */
final class CueMemory {

  /** Beyond it the longest untouched is forgotten; a cue lives as long as a call. */
  private static final int MOST_CUES_PER_PARTITION = 20_000;

  /** Only what was finished since the last commit comes again: the latest receipts will do. */
  private static final int MOST_RECEIPTS_PER_PARTITION = 20_000;

  private record Known(int number, boolean shown) {}

  private static final class OfShare {
    final Map<String, DeliveryOutcome> receipted =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, DeliveryOutcome> eldest) {
            return size() > MOST_RECEIPTS_PER_PARTITION;
          }
        };
    final Map<String, Known> cues =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST_CUES_PER_PARTITION;
          }
        };
  }

  private final Map<Share, OfShare> shares = new HashMap<>();

  void restore(Share share, List<PastReceipt> receipts) {
    OfShare memory = new OfShare();
    for (PastReceipt receipt : receipts) {
      memory.receipted.put(receipt.key(), receipt.outcome());
      int slash = receipt.causeId().lastIndexOf('/');
      int number = slash < 0 ? 0 : number(receipt.causeId().substring(slash + 1));
      if (share.workClass() == WorkClass.CUES && number > 0) {
        boolean shown = Receipt.mayBeShown(receipt.attempts(), receipt.status());
        String slot = receipt.causeId().substring(0, slash) + "@" + receipt.channel();
        merge(memory, slot, number, shown);
      }
    }
    shares.put(share, memory);
  }

  void forget(Share share) {
    shares.remove(share);
  }

  /** Work came for the first time: what is not known of its cue is settled now. */
  void meet(Work work) {
    if (work.content().kind() == CauseKind.CUE) {
      shares
          .computeIfAbsent(work.position().share(), _ -> new OfShare())
          .cues
          .computeIfAbsent(work.slot(), _ -> new Known(0, work.number() > 1));
    }
  }

  /** What the receipt of this very piece of work says, where there is one. */
  Optional<DeliveryOutcome> receipted(Work work) {
    OfShare memory = shares.get(work.position().share());
    return memory == null
        ? Optional.empty()
        : Optional.ofNullable(memory.receipted.get(work.receiptKey()));
  }

  /** Whether a later state of the cue has its receipt already. */
  boolean overtaken(Work work) {
    Known known = known(work);
    return known != null && known.number > work.number();
  }

  /** Whether an earlier state of the cue may be before the agent. */
  boolean shown(Work work) {
    Known known = known(work);
    return known != null && known.shown;
  }

  void note(Receipt receipt) {
    Work work = receipt.work();
    OfShare memory = shares.computeIfAbsent(work.position().share(), _ -> new OfShare());
    if (work.content().kind() == CauseKind.FEEDBACK) {
      // Of these one may come twice, from two windows of one desktop.
      memory.receipted.put(work.receiptKey(), receipt.outcome());
    }
    if (work.content().kind() != CauseKind.CUE) {
      return;
    }
    boolean takenBack =
        work.purpose() instanceof Purpose.Close && receipt.outcome() == DeliveryOutcome.DELIVERED;
    merge(memory, work.slot(), work.number(), receipt.mayBeShown());
    if (takenBack) {
      memory.cues.computeIfPresent(work.slot(), (_, known) -> new Known(known.number, false));
    }
  }

  private static void merge(OfShare memory, String slot, int number, boolean shown) {
    Known known = memory.cues.get(slot);
    memory.cues.put(
        slot,
        known == null
            ? new Known(number, shown)
            : new Known(Math.max(known.number, number), known.shown || shown));
  }

  private @Nullable Known known(Work work) {
    OfShare memory = shares.get(work.position().share());
    return memory == null ? null : memory.cues.get(work.slot());
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notACue) {
      return 0;
    }
  }
}
