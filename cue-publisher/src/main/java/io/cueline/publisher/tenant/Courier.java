package io.cueline.publisher.tenant;

import io.cueline.cxone.call.CallRequest;
import io.cueline.cxone.call.Outcome;
import io.cueline.cxone.call.RetryPolicy;
import io.cueline.publisher.body.Bodies;
import io.cueline.publisher.body.Composed;
import io.cueline.publisher.body.TenantCall;
import io.cueline.publisher.delivery.AttemptResult;
import io.cueline.publisher.delivery.Step;
import io.cueline.publisher.engine.Carrier;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries work by calls of the profile. Thread-safe; never throws. */
public final class Courier implements Carrier {

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final int NOT_MODIFIED = 304;
  private static final int TOO_MANY_REQUESTS = 429;

  private final Function<CallRequest, Outcome> tenant;
  private final Bodies bodies;
  private final RetryPolicy retries;
  private final RandomGenerator random;

  /**
   * @param tenant makes one attempt and blocks until it has come out
   * @param bodies fills in the calls
   * @param random for jitter; used by many threads
   */
  public Courier(
      Function<CallRequest, Outcome> tenant,
      Bodies bodies,
      RetryPolicy retries,
      RandomGenerator random) {
    this.tenant = tenant;
    this.bodies = bodies;
    this.retries = retries;
    this.random = random;
  }

  @Override
  public AttemptResult send(Step.Send send) {
    try {
      return switch (bodies.of(send)) {
        case Composed.Ready(TenantCall call) -> make(call, send);
        case Composed.Lacking(String reason) ->
            new AttemptResult.GivenUp(AttemptResult.NEVER_SENT, reason);
      };
    } catch (RuntimeException bug) {
      // A fault of ours must cost this one delivery only: its receipt says so.
      LOG.atError()
          .addKeyValue("cause", send.work().causeId())
          .addKeyValue("channel", send.work().channel())
          .setCause(bug)
          .log("attempt broke down");
      return new AttemptResult.GivenUp(Optional.empty(), "fault of the publisher: " + bug);
    }
  }

  private AttemptResult make(TenantCall call, Step.Send send) {
    Outcome outcome = tenant.apply(request(call, send.work().causeId()));
    return result(outcome, retries.next(send.attempt(), outcome, random));
  }

  private static CallRequest request(TenantCall call, String causeId) {
    CallRequest request = CallRequest.of(call.call()).idempotencyKey(causeId);
    if (call.json().isPresent()) {
      request = request.body(call.json().get());
    }
    for (Map.Entry<String, String> value : call.pathValues().entrySet()) {
      request = request.pathValue(value.getKey(), value.getValue());
    }
    for (Map.Entry<String, String> value : call.query().entrySet()) {
      request = request.query(value.getKey(), value.getValue());
    }
    return request;
  }

  private static AttemptResult result(Outcome outcome, RetryPolicy.Decision decision) {
    Optional<Integer> status = status(outcome);
    return switch (decision) {
      case RetryPolicy.Decision.Done() -> new AttemptResult.Taken(status.orElse(NOT_MODIFIED));
      case RetryPolicy.Decision.GiveUp(String reason) -> new AttemptResult.GivenUp(status, reason);
      case RetryPolicy.Decision.Again(Duration after) ->
          new AttemptResult.Again(status, after, isForEverybody(outcome), reason(outcome));
    };
  }

  private static Optional<Integer> status(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered delivered -> Optional.of(delivered.status());
      case Outcome.NotModified() -> Optional.of(NOT_MODIFIED);
      case Outcome.RetryLater later -> later.status();
      case Outcome.Unauthorized _ -> Optional.of(401);
      case Outcome.Final(int status, String _) -> Optional.of(status);
    };
  }

  /** A 429 that names a time speaks of the client's limit, not of this one call. */
  private static boolean isForEverybody(Outcome outcome) {
    return outcome instanceof Outcome.RetryLater later
        && later.after().isPresent()
        && later.status().filter(code -> code == TOO_MANY_REQUESTS).isPresent();
  }

  private static String reason(Outcome outcome) {
    return outcome instanceof Outcome.RetryLater later ? later.reason() : "";
  }
}
