package io.cueline.cxone.call;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How an attempt to call the tenant came out. Reasons are for people and hold no secret. */
public sealed interface Outcome {

  /**
   * The tenant took it.
   *
   * @param headers of the response, names in lower case
   */
  record Delivered(int status, String body, Map<String, String> headers) implements Outcome {

    public Delivered {
      headers = Map.copyOf(headers);
    }

    /** Without the body, which may hold what no log should. */
    @Override
    public String toString() {
      return "Delivered[status=" + status + ", bodyLength=" + body.length() + "]";
    }
  }

  /** 304: nothing new since the time asked about. */
  record NotModified() implements Outcome {}

  /**
   * Not now, perhaps later: 429, 5xx, or the connection failed.
   *
   * @param status empty when no response came
   * @param after what the tenant asked to wait, where it did
   */
  record RetryLater(Optional<Integer> status, Optional<Duration> after, String reason)
      implements Outcome {}

  /** 401 with a fresh token, or no token for these credentials: trying again will not help. */
  record Unauthorized(String reason) implements Outcome {}

  /**
   * Refused for good: 403 and other 4xx.
   *
   * @param status 0 when it was never sent, since it cannot be
   */
  record Final(int status, String reason) implements Outcome {}
}
