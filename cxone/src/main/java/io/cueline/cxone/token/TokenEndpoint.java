package io.cueline.cxone.token;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.cxone.profile.AuthSpec;
import io.cueline.cxone.profile.Scopes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/** Asks the tenant for a token, once per call of {@link #ask}. Safe for any number of threads. */
final class TokenEndpoint implements AutoCloseable {

  private static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);
  private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);
  private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final long MAX_ANSWER_BYTES = 64 * 1024L;
  private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");
  private static final JsonMapper JSON = new JsonMapper();

  /** What may stand in a header; anything else would end up in an exception's message. */
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  private static final Pattern ERROR_CODE = Pattern.compile("[a-z_]{1,40}");

  private final AuthSpec auth;
  private final Credentials credentials;
  private final InstantSource clock;
  private final OkHttpClient http;

  TokenEndpoint(OkHttpClient base, AuthSpec auth, Credentials credentials, InstantSource clock) {
    TokenRequest.check(auth, credentials);
    this.auth = auth;
    this.credentials = credentials;
    this.clock = clock;
    this.http =
        base.newBuilder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .dispatcher(new Dispatcher())
            .callTimeout(TIMEOUT)
            .followRedirects(false)
            .build();
  }

  /**
   * Asks and waits for the answer.
   *
   * @param asked scopes; empty for variants that ask for none
   */
  TokenAnswer ask(Scopes asked) {
    TokenRequest request = TokenRequest.of(auth, credentials, asked);
    Request.Builder http11 =
        new Request.Builder()
            .url(auth.tokenUrl().toString())
            .header("Accept", "application/json")
            .post(RequestBody.create(request.form(), FORM));
    request.authorization().ifPresent(value -> http11.header("Authorization", value));
    try (Response response = http.newCall(http11.build()).execute()) {
      return answer(response);
    } catch (IOException fault) {
      String kind = fault.getClass().getSimpleName();
      return refused(
          new TokenFailure.Unavailable(where() + " not reached: " + kind, Duration.ZERO));
    }
  }

  String where() {
    return "token endpoint " + auth.tokenUrl();
  }

  @Override
  public void close() {
    http.dispatcher().cancelAll();
  }

  private TokenAnswer answer(Response response) throws IOException {
    int status = response.code();
    if (status >= 200 && status <= 299) {
      return granted(json(response));
    }
    return refused(
        switch (status) {
          case 401 ->
              new TokenFailure.Rejected(
                  "401 from %s%s: the credentials of client '%s' are invalid or the client is disabled"
                      .formatted(where(), errorCode(json(response)), credentials.clientId()));
          case 403 -> new TokenFailure.Forbidden("403 from " + where());
          case 429 ->
              new TokenFailure.Throttled(
                  "429 from " + where(),
                  RetryAfter.parse(response.header("Retry-After"), clock.instant())
                      .orElse(DEFAULT_RETRY_AFTER));
          default -> other(status, response);
        });
  }

  private TokenFailure other(int status, Response response) throws IOException {
    if (status >= 500) {
      return new TokenFailure.Unavailable(status + " from " + where(), Duration.ZERO);
    }
    String mend =
        status < 400
            ? ": it redirects, which is not followed: correct auth.token-url of the profile"
            : errorCode(json(response));
    return new TokenFailure.Unusable(status + " from " + where() + mend);
  }

  private TokenAnswer granted(JsonNode answer) {
    String value = answer.path("access_token").asText("");
    if (!TOKEN.matcher(value).matches()) {
      return refused(
          new TokenFailure.Unusable(where() + " answered without a usable access_token"));
    }
    Instant now = clock.instant();
    return new TokenAnswer.Granted(
        AccessToken.granted(value, now, lifetime(answer), auth.refreshBefore()));
  }

  private static Duration lifetime(JsonNode answer) {
    long seconds = answer.path("expires_in").asLong(DEFAULT_LIFETIME.toSeconds());
    return Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST_LIFETIME.toSeconds()));
  }

  private static String errorCode(JsonNode answer) {
    String code = answer.path("error").asText("");
    return ERROR_CODE.matcher(code).matches() ? " (" + code + ")" : "";
  }

  /** What cannot be read is an empty object: its text may echo secrets, so it is not told. */
  private static JsonNode json(Response response) throws IOException {
    BufferedSource source = response.body().source();
    if (source.request(MAX_ANSWER_BYTES + 1)) {
      return JSON.createObjectNode();
    }
    try {
      JsonNode answer = JSON.readTree(source.readByteArray());
      return answer.isObject() ? answer : JSON.createObjectNode();
    } catch (JacksonException _) {
      return JSON.createObjectNode();
    }
  }

  private static TokenAnswer refused(TokenFailure failure) {
    return new TokenAnswer.Refused(failure);
  }
}
