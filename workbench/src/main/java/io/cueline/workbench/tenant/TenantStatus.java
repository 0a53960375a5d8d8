package io.cueline.workbench.tenant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Where the simulated tenant stands; {@code GET /simulator/status} shows the same.
 *
 * @param calls in the call file
 * @param planned frames of the whole replay, over all streams
 * @param sent frames that were handed over, malformed and repeated ones among them; clock beats are
 *     not
 * @param malformed those of {@code sent} that were sent malformed to order
 * @param repeated those of {@code sent} that were sent once more to order
 * @param lost frames nobody was there for, or nobody had subscribed to
 * @param subscribers connections that listen, over all streams
 * @param received REST calls that came in
 * @param duplicates calls accepted again under an idempotency key accepted before
 * @param tokensIssued since this process started
 * @param callTime the replay's clock
 * @param callTimePassed from the replay's start instant to {@code callTime}
 */
public record TenantStatus(
    State state,
    int calls,
    long planned,
    long sent,
    long malformed,
    long repeated,
    long lost,
    int subscribers,
    long received,
    long duplicates,
    long tokensIssued,
    Instant callTime,
    Duration callTimePassed,
    int articles,
    double speed) {

  /** A replay's life; one without calls is finished as soon as it starts. */
  public enum State {
    WAITING,
    RUNNING,
    FINISHED;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("state", state.wire())
        .put("calls", calls)
        .put("planned", planned)
        .put("sent", sent)
        .put("malformed", malformed)
        .put("repeated", repeated)
        .put("lost", lost)
        .put("subscribers", subscribers)
        .put("received", received)
        .put("duplicates", duplicates)
        .put("tokensIssued", tokensIssued)
        .put("callTimeMs", callTime.toEpochMilli())
        .put("callTimePassedMs", callTimePassed.toMillis())
        .put("articles", articles)
        .put("speed", speed);
  }
}
