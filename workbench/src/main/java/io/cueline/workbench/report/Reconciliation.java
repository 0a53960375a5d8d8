package io.cueline.workbench.report;

import io.cueline.schemas.Delivery;
import io.cueline.schemas.DeliveryOutcome;
import io.cueline.schemas.SyncAudit;
import io.cueline.workbench.report.TenantMemory.ReceivedCall;
import io.cueline.workbench.report.TenantMemory.SentFrame;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Both ends held against each other. Masking keeps a text's length, so a frame is known again by
 * what kind of thing it is, its interaction and its length; a call by its idempotency key.
 *
 * @param lostFrames sent by the tenant, and in no topic
 * @param withoutReceipt cues and insights that nobody says anything of
 * @param claimed receipts that say delivered, of calls the tenant never took
 * @param unclaimed calls the tenant took, of which no receipt speaks
 */
public record Reconciliation(long lostFrames, long withoutReceipt, long claimed, long unclaimed) {

  /**
   * A frame as both ends can describe it. What a stream may not decide on is written as OTHER, so
   * words are known as words, and what has none as a mark.
   */
  record FrameKey(String kind, String interactionId, int length) {

    FrameKey {
      kind =
          switch (kind) {
            case "UTTERANCE", "FRAGMENT" -> "SAID";
            case "OTHER" -> length > 0 ? "SAID" : "MARK";
            case "END", "DIALOG_STATE" -> "MARK";
            default -> kind;
          };
    }
  }

  static final String REJECTED = "REJECTED";

  /** What reaches a desktop of ours passes the tenant by. */
  static final String DESKTOP = "desktop";

  static Reconciliation of(
      TenantMemory tenant,
      Map<FrameKey, Long> inTopics,
      List<String> openCauses,
      List<Delivery> receipts) {
    Set<String> taken = new HashSet<>();
    for (ReceivedCall call : tenant.received()) {
      if (call.status() < 300 && !call.idempotencyKey().isEmpty()) {
        taken.add(call.idempotencyKey());
      }
    }
    Set<String> receipted = new HashSet<>();
    long claimed = 0;
    for (Delivery receipt : receipts) {
      String key = key(receipt);
      receipted.add(key);
      if (receipt.getOutcome() == DeliveryOutcome.DELIVERED
          && !receipt.getChannel().equals(DESKTOP)
          && !taken.contains(key)) {
        claimed++;
      }
    }
    long unclaimed = taken.stream().filter(key -> !receipted.contains(key)).count();
    return new Reconciliation(lost(tenant.sent(), inTopics), openCauses.size(), claimed, unclaimed);
  }

  /** What the tenant knows it by: a frame has an id of its own. */
  private static String key(Delivery receipt) {
    @Nullable SyncAudit frame = receipt.getSync();
    return frame == null ? receipt.getCauseId() : frame.getFrameId();
  }

  public long unaccounted() {
    return lostFrames + withoutReceipt + claimed + unclaimed;
  }

  /** A line for each kind of thing that is unaccounted for. */
  public List<String> lines() {
    return Map.of(
            "frames sent that stand in no topic", lostFrames,
            "cues and insights without a receipt", withoutReceipt,
            "receipts of calls the tenant never took", claimed,
            "calls the tenant took, without a receipt", unclaimed)
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .sorted()
        .toList();
  }

  private static long lost(List<SentFrame> sent, Map<FrameKey, Long> inTopics) {
    Map<FrameKey, Long> expected = new HashMap<>();
    for (SentFrame frame : sent) {
      if (!frame.repeated()) {
        keys(frame).forEach(key -> expected.merge(key, 1L, Long::sum));
      }
    }
    long lost = 0;
    for (var entry : expected.entrySet()) {
      lost += Math.max(0, entry.getValue() - inTopics.getOrDefault(entry.getKey(), 0L));
    }
    return lost;
  }

  /** What a frame must be found as. */
  private static List<FrameKey> keys(SentFrame frame) {
    String id = frame.interactionId();
    FrameKey said = new FrameKey("UTTERANCE", id, frame.textLength());
    return switch (frame.type()) {
      case "transcription", "interaction", "stt", "Transcript", "speech", "recognized_speech" ->
          List.of(said);
      case "TRANSCRIPT_FRAGMENT" -> List.of(new FrameKey("FRAGMENT", id, frame.textLength()));
      case "DIALOG_STATE" -> List.of(new FrameKey("DIALOG_STATE", id, 0));
      // A call's last event of 2c says once more all that was said.
      case "interaction_closed" -> List.of(said, new FrameKey("END", id, 0));
      case "interaction_ended" -> List.of(new FrameKey("END", id, 0));
      case "agent_assigned" -> List.of(new FrameKey("ASSIGNMENT", id, 0));
      default -> List.of(new FrameKey(REJECTED, "", frame.rawLength()));
    };
  }
}
