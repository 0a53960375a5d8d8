package io.cueline.cxone.token;

import java.time.Duration;

/** Why there is no token. */
public sealed interface TokenFailure {

  /** For people; without secrets. */
  String reason();

  /** 401: the credentials are invalid or the client is disabled. Somebody must mend that. */
  record Rejected(String reason) implements TokenFailure {}

  /** 403: scope missing, our address not allowed, or not ours. Somebody must mend that. */
  record Forbidden(String reason) implements TokenFailure {}

  /** 429, more often or longer than one call waits for. */
  record Throttled(String reason, Duration after) implements TokenFailure {}

  /** The endpoint could not be reached or failed (5xx); may pass by itself. */
  record Unavailable(String reason, Duration after) implements TokenFailure {}

  /** The endpoint answered what cannot be understood: another 4xx, a redirect, no token. */
  record Unusable(String reason) implements TokenFailure {}
}
