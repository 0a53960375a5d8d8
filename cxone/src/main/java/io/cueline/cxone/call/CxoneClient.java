package io.cueline.cxone.call;

import io.cueline.cxone.profile.CallSpec;
import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.profile.TokenPlace;
import io.cueline.cxone.token.Credentials;
import io.cueline.cxone.token.TokenException;
import io.cueline.cxone.token.TokenSharing;
import io.cueline.cxone.token.TokenSource;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Calls the tenant as a profile says. Safe for any number of threads; closing it ends the calls in
 * flight.
 */
public final class CxoneClient implements AutoCloseable {

  private static final Pattern NOT_FOR_HEADERS = Pattern.compile("[^\\x21-\\x7e]");

  private final Profile profile;
  private final InstantSource clock;
  private final TokenSharing.Lease lease;
  private final Transport transport;

  private CxoneClient(Profile profile, TokenSharing.Lease lease, InstantSource clock) {
    this.profile = profile;
    this.lease = lease;
    this.clock = clock;
    this.transport = new Transport(Connections.HTTP);
  }

  /**
   * Clients of the same credentials share one token source, and all share their connections.
   *
   * @throws IllegalArgumentException when the credentials lack what the profile's auth needs
   */
  public static CxoneClient create(Profile profile, Credentials credentials, InstantSource clock) {
    return new CxoneClient(
        profile, Connections.TOKENS.lease(profile.auth(), credentials, clock), clock);
  }

  /**
   * Makes one attempt and waits for how it comes out. A 401 costs one refresh of the token within
   * the same attempt. An interrupted thread gets {@link Outcome.RetryLater} at once and keeps its
   * interrupt.
   *
   * @throws io.cueline.cxone.profile.ProfileException when the profile has no such call
   * @throws IllegalArgumentException when a value for the address is missing
   */
  public Outcome send(CallRequest request) {
    CallSpec call = profile.call(request.call());
    Optional<String> address = Address.of(call, request.pathValues());
    if (address.isEmpty()) {
      return new Outcome.Final(
          0, "a value for the address of " + call.name() + " cannot stand there");
    }
    try {
      return attempt(call, request, address.get());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return unsent("interrupted before " + call.name() + " was answered");
    } catch (TokenException noToken) {
      return Outcomes.of(noToken.failure());
    } catch (IOException fault) {
      return transport.isClosed()
          ? unsent("closed before " + call.name() + " was answered")
          : Outcomes.of(call, fault);
    }
  }

  /** The tokens that this client's calls travel with, for streams to use too. */
  public TokenSource tokens() {
    return lease.tokens();
  }

  /** How many calls wait for their answer. */
  public int inFlight() {
    return transport.inFlight();
  }

  /** Ends the calls in flight: they come out as {@link Outcome.RetryLater}. */
  @Override
  public void close() {
    transport.close();
    lease.close();
  }

  @Override
  public String toString() {
    return "CxoneClient[" + profile.name() + "]";
  }

  private Outcome attempt(CallSpec call, CallRequest request, String address)
      throws IOException, InterruptedException, TokenException {
    Answer answer;
    if (call.token() instanceof TokenPlace.Nowhere) {
      answer = transport.exchange(call, http(call, request, address, ""));
    } else {
      String token = tokens().token(call.scope());
      answer = transport.exchange(call, http(call, request, address, token));
      if (answer.status() == 401) {
        tokens().invalidate(call.scope(), token);
        String fresh = tokens().token(call.scope());
        answer = transport.exchange(call, http(call, request, address, fresh));
      }
    }
    return Outcomes.of(call, answer, request.body().orElse(""), clock.instant());
  }

  private static Request http(CallSpec call, CallRequest request, String address, String token) {
    HttpUrl.Builder url = HttpUrl.get(address).newBuilder();
    request.query().forEach(url::addQueryParameter);
    Request.Builder http = new Request.Builder().header("Accept", "application/json");
    request.headers().forEach(http::header);
    request.idempotencyKey().ifPresent(key -> http.header("Idempotency-Key", headerValue(key)));
    switch (call.token()) {
      case TokenPlace.Header(String name) -> http.header(name, "Bearer " + token);
      case TokenPlace.Query(String name) -> url.addQueryParameter(name, token);
      case TokenPlace.Nowhere _ -> {}
    }
    return http.url(url.build()).method(call.method(), body(call, request)).build();
  }

  private static @Nullable JsonBody body(CallSpec call, CallRequest request) {
    boolean mayHaveNone = call.method().equals("GET") || call.method().equals("DELETE");
    if (request.body().isEmpty() && mayHaveNone) {
      return null;
    }
    if (call.method().equals("GET")) {
      throw new IllegalArgumentException("call " + call.name() + " is a GET and takes no body");
    }
    return new JsonBody(request.body().orElse(""));
  }

  /** Ids come from the tenant and may hold anything; a header may not. */
  private static String headerValue(String key) {
    return NOT_FOR_HEADERS
        .matcher(key)
        .replaceAll(character -> Address.percentEncoded(character.group()));
  }

  private static Outcome unsent(String reason) {
    return new Outcome.RetryLater(Optional.empty(), Optional.empty(), reason);
  }
}
