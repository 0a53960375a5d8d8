package io.cueline.cxone.token;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cueline.cxone.Tenant;
import io.cueline.cxone.Tenant.Reply;
import io.cueline.cxone.profile.AuthSpec;
import io.cueline.cxone.profile.AuthSpec.Variant;
import io.cueline.cxone.profile.Scopes;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;

/** Tokens of a tenant that answers as told. */
abstract class WithTokenEndpoint {

  static final String SECRET = "s3cret/with=signs";
  static final OkHttpClient HTTP = new OkHttpClient();

  final Tenant tenant = new Tenant();
  final FakeTime time = new FakeTime();
  final AtomicInteger issued = new AtomicInteger();
  final SharedTokens tokens = tokens(Variant.BASIC, Scopes.NONE);

  @AfterEach
  void close() {
    tokens.close();
    tenant.close();
  }

  int asked() {
    return tenant.asked("/oauth/token").size();
  }

  void grant(int seconds) {
    tenant.answers(_ -> grantNext(seconds));
  }

  Reply grantNext(int seconds) {
    return Reply.of(
        200,
        "{\"access_token\":\"token-%d\",\"expires_in\":%d}"
            .formatted(issued.incrementAndGet(), seconds));
  }

  SharedTokens tokens(Variant variant, Scopes scopes) {
    return new SharedTokens(HTTP, auth(variant, scopes), credentials(), time, time);
  }

  AuthSpec auth(Variant variant, Scopes scopes) {
    return new AuthSpec(
        variant, URI.create(tenant.uri() + "/oauth/token"), Duration.ofSeconds(60), scopes);
  }

  static Credentials credentials() {
    return Credentials.of("client-1", SECRET);
  }

  static String token(SharedTokens source) {
    return token(source, "a");
  }

  static String token(SharedTokens source, String scope) {
    try {
      return source.token(scope);
    } catch (TokenException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  static TokenFailure failure(SharedTokens source) {
    return catchThrowableOfType(TokenException.class, () -> source.token("a")).failure();
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }
}
