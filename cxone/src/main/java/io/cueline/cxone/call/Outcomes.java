package io.cueline.cxone.call;

import io.cueline.cxone.profile.CallSpec;
import io.cueline.cxone.token.Refusals;
import io.cueline.cxone.token.RetryAfter;
import io.cueline.cxone.token.TokenFailure;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** What an answer, a fault or a missing token means (contract, section 3). Pure. */
final class Outcomes {

  private Outcomes() {}

  /**
   * @param sent our body, so that a reason does not quote it
   */
  static Outcome of(CallSpec call, Answer answer, String sent, Instant now) {
    int status = answer.status();
    if (call.success().contains(status)) {
      return answer.tooLong()
          ? new Outcome.Final(
              status,
              "%s answered more than %d bytes: raise max-response in the profile"
                  .formatted(call.name(), call.maxResponseBytes()))
          : new Outcome.Delivered(status, answer.body(), answer.headers());
    }
    return switch (status) {
      case 304 -> new Outcome.NotModified();
      case 401 -> new Outcome.Unauthorized("401 from " + call.name() + ", with a fresh token too");
      case 403 -> new Outcome.Final(403, Refusals.forbidden(call.name(), call.scope()));
      default -> other(call, answer, sent, now);
    };
  }

  private static Outcome other(CallSpec call, Answer answer, String sent, Instant now) {
    int status = answer.status();
    String reason = status + " from " + call.name();
    if (status == 429 || status >= 500) {
      return new Outcome.RetryLater(
          Optional.of(status), RetryAfter.parse(answer.headers().get("retry-after"), now), reason);
    }
    if (status >= 400) {
      return new Outcome.Final(status, reason + Reasons.of(answer.body(), sent));
    }
    return new Outcome.Final(
        status,
        status >= 300
            ? reason + ": it redirects, which is not followed: correct its url in the profile"
            : reason + ", which the profile does not list under success");
  }

  static Outcome of(CallSpec call, IOException fault) {
    return new Outcome.RetryLater(
        Optional.empty(), Optional.empty(), call.name() + " not reached: " + Reasons.of(fault));
  }

  static Outcome of(TokenFailure failure) {
    return switch (failure) {
      case TokenFailure.Rejected(String reason) -> new Outcome.Unauthorized(reason);
      case TokenFailure.Unusable(String reason) -> new Outcome.Unauthorized(reason);
      case TokenFailure.Forbidden(String reason) -> new Outcome.Final(403, reason);
      case TokenFailure.Throttled(String reason, var after) ->
          new Outcome.RetryLater(Optional.of(429), Optional.of(after), reason);
      case TokenFailure.Unavailable(String reason, var after) ->
          new Outcome.RetryLater(Optional.empty(), Optional.of(after), reason);
    };
  }
}
