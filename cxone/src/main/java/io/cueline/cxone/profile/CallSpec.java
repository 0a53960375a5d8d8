package io.cueline.cxone.profile;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A REST call.
 *
 * @param method upper case
 * @param url with {@code {names}} for the values of each call, after the host
 * @param scope the token needs; may be empty
 * @param token where the access token travels
 * @param timeout for the whole call
 * @param success which statuses mean delivered
 * @param maxResponseBytes more of an answer than this is refused
 * @param query parameters to be filled in for each call, beside those of the address
 * @param body empty: the body that the contract has for a call of this name
 */
public record CallSpec(
    String name,
    String method,
    String url,
    String scope,
    TokenPlace token,
    Duration timeout,
    SuccessStatuses success,
    long maxResponseBytes,
    Map<String, Template.Text> query,
    Optional<Template> body) {

  public CallSpec {
    query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    if (method.equals("GET") && body.isPresent()) {
      throw new IllegalArgumentException("a GET has no body: remove it, or use query");
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("timeout must be longer than 0");
    }
    if (maxResponseBytes < 1) {
      throw new IllegalArgumentException("max-response must be at least 1 byte");
    }
  }

  /** The names to be filled in for each call, in order. */
  public List<String> pathNames() {
    return Variables.PLACEHOLDER
        .matcher(url)
        .results()
        .map(result -> result.group(1))
        .distinct()
        .toList();
  }
}
