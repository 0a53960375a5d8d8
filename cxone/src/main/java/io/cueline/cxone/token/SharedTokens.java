package io.cueline.cxone.token;

import io.cueline.cxone.profile.AuthSpec;
import io.cueline.cxone.profile.Scopes;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.OkHttpClient;

/** The tokens of one credential set. */
public final class SharedTokens implements TokenSource, AutoCloseable {

  private final AuthSpec auth;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final TokenEndpoint endpoint;
  private final Map<Scopes, TokenSlot> slots = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param http whose connections are shared
   * @throws IllegalArgumentException when the credentials lack what the variant needs
   */
  public SharedTokens(
      OkHttpClient http,
      AuthSpec auth,
      Credentials credentials,
      InstantSource clock,
      Sleeper sleeper) {
    this.auth = auth;
    this.clock = clock;
    this.sleeper = sleeper;
    this.endpoint = new TokenEndpoint(http, auth, credentials, clock);
  }

  @Override
  public String token(String scope) throws TokenException, InterruptedException {
    return switch (slot(scope).token()) {
      case TokenAnswer.Granted(AccessToken token) -> token.value();
      case TokenAnswer.Refused(TokenFailure.Forbidden _) ->
          throw new TokenException(
              new TokenFailure.Forbidden(Refusals.forbidden(endpoint.where(), scope)));
      case TokenAnswer.Refused(TokenFailure failure) -> throw new TokenException(failure);
    };
  }

  @Override
  public void invalidate(String scope, String token) {
    slot(scope).invalidate(token);
  }

  /** Ends the request under way; whoever waits for it, or asks later, gets a failure. */
  @Override
  public void close() {
    closed = true;
    slots.values().forEach(TokenSlot::close);
    endpoint.close();
  }

  @Override
  public String toString() {
    return "SharedTokens[" + auth.tokenUrl() + "]";
  }

  private TokenSlot slot(String scope) {
    TokenSlot slot =
        slots.computeIfAbsent(
            auth.asked(scope), asked -> new TokenSlot(endpoint, asked, clock, sleeper));
    if (closed) {
      slot.close(); // it may have come after the others were closed
    }
    return slot;
  }
}
