package io.cueline.bench;

import io.cueline.bench.LatencyResult.Stage;
import io.cueline.bench.LatencyTenant.Prompted;
import io.cueline.schemas.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the time went, by what the receipts say; their clock counts milliseconds. */
final class LatencyStages {

  private final Map<String, Percentiles> stages = new LinkedHashMap<>();

  void add(Prompted prompted, Delivery receipt) {
    Instant sent = receipt.getFirstAttemptAt();
    if (sent == null) {
      return;
    }
    add("read", prompted.due(), receipt.getReceivedAt());
    add("decided", receipt.getReceivedAt(), receipt.getDecidedAt());
    add("committed", receipt.getDecidedAt(), receipt.getConsumedAt());
    add("waited", receipt.getConsumedAt(), sent);
    add("called", sent, prompted.received());
  }

  private void add(String stage, Instant from, Instant to) {
    stages
        .computeIfAbsent(stage, _ -> new Percentiles())
        .add(Math.max(0, Duration.between(from, to).toNanos() / 1e6));
  }

  Map<String, Stage> result() {
    Map<String, Stage> result = new LinkedHashMap<>();
    stages.forEach((name, of) -> result.put(name, new Stage(of.at(0.5), of.at(0.99))));
    return result;
  }
}
