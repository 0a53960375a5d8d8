package io.cueline.cxone.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.cxone.Tenant;
import io.cueline.cxone.Tenant.Asked;
import io.cueline.cxone.Tenant.Reply;
import io.cueline.cxone.profile.AuthSpec;
import io.cueline.cxone.profile.AuthSpec.Variant;
import io.cueline.cxone.profile.Scopes;
import io.cueline.cxone.token.Credentials.AccessKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes over the wire, by the contract's table. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TokenVariantsTest {

  private static final Credentials CREDENTIALS =
      new Credentials("id 1&x", "a=b+c/ü", Optional.of(new AccessKey("key==", "sec ret=")));
  private static final String BASIC =
      "Basic "
          + Base64.getEncoder().encodeToString("id 1&x:a=b+c/ü".getBytes(StandardCharsets.UTF_8));

  /** By itself it would speak HTTP/2 to everybody, which this tenant does not understand. */
  private static final OkHttpClient HTTP2 =
      new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build();

  private final Tenant tenant = new Tenant();
  private final FakeTime time = new FakeTime();

  TokenVariantsTest() {
    tenant.answers(_ -> Reply.of(200, "{\"access_token\":\"t\",\"expires_in\":\"1800\"}"));
  }

  @AfterEach
  void close() {
    tenant.close();
  }

  @Test
  void passwordWithoutAnAccessKeyIsRefusedBeforeAnyRequest() {
    assertThatThrownBy(() -> source(Variant.PASSWORD, Scopes.NONE, Credentials.of("id", "s")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs an access key");
    assertThat(tenant.asked("/")).isEmpty();
  }

  @Test
  void aColonInAClientIdCannotTravelInBasic() {
    assertThatThrownBy(() -> source(Variant.BASIC, Scopes.NONE, Credentials.of("i:d", "s")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use another auth variant");
  }

  @Test
  void basic() throws Exception {
    Asked asked = ask(Variant.BASIC, Scopes.NONE, "a");

    assertThat(asked.header("Authorization")).isEqualTo(BASIC);
    assertThat(asked.body()).isEqualTo("grant_type=client_credentials");
  }

  @Test
  void form() throws Exception {
    Asked asked = ask(Variant.FORM, Scopes.NONE, "a");

    assertThat(asked.header("Authorization")).isEmpty();
    assertThat(asked.body())
        .isEqualTo(
            "grant_type=client_credentials&client_id=id%201%26x&client_secret=a%3Db%2Bc%2F%C3%BC");
  }

  @Test
  void formWithScopesAsksForAllAtOnceAndSharesTheToken() throws Exception {
    Scopes scopes = Scopes.of("interactions:read assist:write");
    SharedTokens source = source(Variant.FORM_SCOPE, scopes, CREDENTIALS);

    source.token("assist:write");
    source.token("interactions:read");
    assertThat(tenant.asked("/oauth/token"))
        .singleElement()
        .satisfies(
            asked ->
                assertThat(asked.body()).endsWith("&scope=interactions%3Aread%20assist%3Awrite"));

    source.token("other:read");
    assertThat(tenant.asked("/oauth/token")).hasSize(2);
    assertThat(tenant.asked("/oauth/token").getLast().body()).endsWith("&scope=other%3Aread");
  }

  @Test
  void password() throws Exception {
    Asked asked = ask(Variant.PASSWORD, Scopes.NONE, "a");

    assertThat(asked.header("Authorization")).isEqualTo(BASIC);
    assertThat(asked.body())
        .isEqualTo("grant_type=password&username=key%3D%3D&password=sec%20ret%3D");
  }

  @Test
  void everyVariantSpeaksHttp11AndForms() throws Exception {
    for (Variant variant : Variant.values()) {
      Asked asked = ask(variant, variant.asksScopes() ? Scopes.of("a") : Scopes.NONE, "a");

      assertThat(asked.method()).isEqualTo("POST");
      assertThat(asked.protocol()).isEqualTo("HTTP/1.1");
      assertThat(asked.header("Content-Type")).startsWith("application/x-www-form-urlencoded");
      assertThat(asked.header("Accept")).isEqualTo("application/json");
    }
  }

  private Asked ask(Variant variant, Scopes scopes, String wanted) throws Exception {
    assertThat(source(variant, scopes, CREDENTIALS).token(wanted)).isEqualTo("t");
    return tenant.asked("/oauth/token").getLast();
  }

  private SharedTokens source(Variant variant, Scopes scopes, Credentials credentials) {
    AuthSpec auth =
        new AuthSpec(
            variant, URI.create(tenant.uri() + "/oauth/token"), Duration.ofSeconds(60), scopes);
    return new SharedTokens(HTTP2, auth, credentials, time, time);
  }
}
