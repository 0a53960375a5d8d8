package io.cueline.cxone.call;

import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.token.Credentials;
import io.cueline.cxone.token.TokenSource;
import java.time.InstantSource;

/**
 * Calls the tenant as a profile says. Safe for any number of threads; closing it ends the calls in
 * flight.
 */
public final class CxoneClient implements AutoCloseable {

  /** Clients of the same credentials share one token source, and all share their connections. */
  @SuppressWarnings("DoNotCallSuggester")
  public static CxoneClient create(Profile profile, Credentials credentials, InstantSource clock) {
    throw new UnsupportedOperationException("%s %s %s".formatted(profile, credentials, clock));
  }

  /**
   * Makes one attempt and waits for how it comes out. A 401 costs one refresh of the token within
   * the same attempt. An interrupted thread gets {@link Outcome.RetryLater} at once and keeps its
   * interrupt.
   *
   * @throws io.cueline.cxone.profile.ProfileException when the profile has no such call
   * @throws IllegalArgumentException when a value for the address is missing
   */
  @SuppressWarnings("DoNotCallSuggester")
  public Outcome send(CallRequest request) {
    throw new UnsupportedOperationException(request.toString());
  }

  /** The tokens that this client's calls travel with, for streams to use too. */
  @SuppressWarnings("DoNotCallSuggester")
  public TokenSource tokens() {
    throw new UnsupportedOperationException();
  }

  /** Ends the calls in flight: they come out as {@link Outcome.RetryLater}. */
  @Override
  public void close() {}
}
