package io.cueline.publisher.desktop.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.cueline.publisher.desktop.Team;
import io.cueline.publisher.desktop.Viewer;
import io.cueline.publisher.desktop.token.Admission.Admitted;
import io.cueline.publisher.desktop.token.Admission.Refused;
import io.cueline.runtime.health.Health;
import io.cueline.runtime.http.HttpReply;
import io.cueline.runtime.http.HttpServer;
import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.metrics.Metrics;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokenCheckTest {

  private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
  private static final String SECRET = "a secret of thirty-two bytes or so";
  private static final Settings DEFAULTS =
      Settings.defaults(
          Stream.of(KafkaAccess.SETTINGS, TokenSettings.ALL, HttpSettings.ALL)
              .<Setting<?>>flatMap(List::stream)
              .toList());
  private static final Settings WITH_SECRET = DEFAULTS.with(TokenSettings.SECRET, SECRET);

  @Test
  void nobody_passes_while_no_key_is_set_and_the_answer_names_the_setting() {
    TokenCheck check = TokenCheck.from(DEFAULTS, () -> NOW);

    assertThat(check.admitsAnybody()).isFalse();
    assertThat(check.check(Optional.of(sign(claims().build()))))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(403);
              assertThat(refused.why())
                  .contains("desktop.token-secret")
                  .contains("desktop.token-keys-url");
            });
  }

  @Test
  void a_short_secret_and_keys_that_come_unprotected_stop_the_start() {
    assertThatThrownBy(
            () -> TokenCheck.from(DEFAULTS.with(TokenSettings.SECRET, "short"), () -> NOW))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("desktop.token-secret")
        .hasMessageNotContaining("short ");
    for (String url :
        List.of("http://keys.example/jwks", "file:///etc/keys", "nonsense", "ht tp:")) {
      assertThatThrownBy(
              () -> TokenCheck.from(DEFAULTS.with(TokenSettings.KEYS_URL, url), () -> NOW))
          .as(url)
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("desktop.token-keys-url");
    }
  }

  @Test
  void what_is_no_token_of_ours_is_refused() throws Exception {
    JWTClaimsSet good = claims().build();
    String signed = sign(good);
    String other = sign(good, "another secret of thirty-two bytes");
    String body = payload(signed);

    for (String token :
        List.of(
            "",
            "x",
            "a.b.c",
            other,
            new PlainJWT(good).serialize(),
            signed.substring(0, signed.lastIndexOf('.') + 1),
            signed.replace(body, payload(sign(claims().subject("agent-8").build()))),
            sign(
                good,
                JWSAlgorithm.HS512,
                "a secret that is long enough for HS512, 64 bytes or more of it!!"),
            "x".repeat(9_000))) {
      assertThat(refused(WITH_SECRET, token)).as(token).isEqualTo(401);
    }
    assertThat(TokenCheck.from(WITH_SECRET, () -> NOW).check(Optional.empty()))
        .isInstanceOf(Refused.class);
  }

  @Test
  void claims_that_are_missing_or_wrong_are_refused() {
    assertThat(refused(WITH_SECRET, sign(claims().expirationTime(null).build()))).isEqualTo(401);
    assertThat(refused(WITH_SECRET, sign(claims().subject(" ").build()))).isEqualTo(401);
    assertThat(refused(WITH_SECRET, sign(claims().subject(null).build()))).isEqualTo(401);
    assertThat(refused(WITH_SECRET, sign(claims().claim("tenant", "b").build()))).isEqualTo(403);
    assertThat(refused(WITH_SECRET, sign(claims().claim("tenant", 7).build()))).isEqualTo(401);
    assertThat(refused(WITH_SECRET, sign(claims().claim("role", "admin").build()))).isEqualTo(403);
    assertThat(refused(WITH_SECRET, sign(supervisor(null)))).isEqualTo(403);
    assertThat(refused(WITH_SECRET, sign(supervisor("agent-7")))).isEqualTo(403);
    assertThat(refused(WITH_SECRET, sign(supervisor(List.of("agent-7", 8))))).isEqualTo(403);
  }

  @Test
  void a_token_holds_half_a_minute_longer_than_it_says_as_clocks_differ() {
    String justOver = sign(expires(NOW.minusSeconds(29)).build());
    String over = sign(expires(NOW.minusSeconds(31)).build());
    String early = sign(claims().notBeforeTime(Date.from(NOW.plus(Duration.ofMinutes(1)))).build());

    assertThat(check(WITH_SECRET, justOver)).isInstanceOf(Admitted.class);
    assertThat(refused(WITH_SECRET, over)).isEqualTo(401);
    assertThat(refused(WITH_SECRET, early)).isEqualTo(401);
  }

  @Test
  void audience_and_issuer_are_compared_where_they_are_set() {
    Settings settings =
        WITH_SECRET.with(TokenSettings.AUDIENCE, "desk").with(TokenSettings.ISSUER, "portal");

    assertThat(refused(settings, sign(claims().build()))).isEqualTo(401);
    assertThat(refused(settings, sign(claims().audience("desk").issuer("x").build())))
        .isEqualTo(401);
    assertThat(check(settings, sign(claims().audience("desk").issuer("portal").build())))
        .isInstanceOf(Admitted.class);
  }

  @Test
  void what_was_minted_admits_whom_it_names() {
    TokenMint mint = new TokenMint(SECRET, "demo");
    Instant until = NOW.plus(Duration.ofHours(8));
    for (Viewer viewer :
        List.of(
            new Viewer.Agent("agent-7"),
            new Viewer.Supervisor("Ana", new Team.All()),
            new Viewer.Supervisor("Ana", new Team.Of(Set.of("agent-7", "agent-8"))))) {
      String token =
          mint.mint(viewer, Optional.of("A Name"), until, Optional.empty(), Optional.empty());

      assertThat(check(WITH_SECRET, token))
          .isEqualTo(new Admitted(viewer, Optional.of("A Name"), until.plusSeconds(30)));
    }
  }

  @Test
  void key_pairs_are_fetched_and_no_public_key_passes_for_a_secret() throws Exception {
    RSAKey rsa = new RSAKeyGenerator(2048).keyID("r").generate();
    ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("e").generate();
    try (HttpServer keys = keyServer(new JWKSet(List.of(rsa, ec)))) {
      Settings settings = DEFAULTS.with(TokenSettings.KEYS_URL, keys.address() + "/jwks");
      JWTClaimsSet good = claims().build();

      assertThat(check(settings, sign(good, JWSAlgorithm.RS256, "r", new RSASSASigner(rsa))))
          .isInstanceOf(Admitted.class);
      assertThat(check(settings, sign(good, JWSAlgorithm.ES256, "e", new ECDSASigner(ec))))
          .isInstanceOf(Admitted.class);
      assertThat(refused(settings, sign(good))).isEqualTo(401);
      byte[] publicKey = rsa.toRSAPublicKey().getEncoded();
      assertThat(refused(settings, sign(good, JWSAlgorithm.HS256, "r", new MACSigner(publicKey))))
          .isEqualTo(401);
      assertThat(refused(settings, sign(good, JWSAlgorithm.PS256, "r", new RSASSASigner(rsa))))
          .isEqualTo(401);
      RSAKey stranger = new RSAKeyGenerator(2048).keyID("r").generate();
      assertThat(refused(settings, sign(good, JWSAlgorithm.RS256, "r", new RSASSASigner(stranger))))
          .isEqualTo(401);
    }
  }

  @Test
  void keys_that_cannot_be_fetched_are_our_trouble_and_not_the_tokens() throws Exception {
    RSAKey rsa = new RSAKeyGenerator(2048).keyID("r").generate();
    Settings settings = DEFAULTS.with(TokenSettings.KEYS_URL, "http://127.0.0.1:1/jwks");

    String token = sign(claims().build(), JWSAlgorithm.RS256, "r", new RSASSASigner(rsa));
    assertThat(refused(settings, token)).isEqualTo(503);
  }

  private static HttpServer keyServer(JWKSet keys) {
    HttpServer server =
        HttpServer.create(DEFAULTS.with(HttpSettings.PORT, "0"), new Health(), Metrics.registry());
    server.route("GET", "/jwks", _ -> HttpReply.of(200, "application/json", keys.toString(true)));
    server.start();
    return server;
  }

  private static int refused(Settings settings, String token) {
    return check(settings, token) instanceof Refused(int status, String ignored) ? status : 0;
  }

  private static Admission check(Settings settings, String token) {
    return TokenCheck.from(settings, () -> NOW).check(Optional.of(token));
  }

  private static JWTClaimsSet.Builder claims() {
    return expires(NOW.plus(Duration.ofHours(1)));
  }

  private static JWTClaimsSet.Builder expires(Instant at) {
    return new JWTClaimsSet.Builder()
        .subject("agent-7")
        .claim("role", "agent")
        .claim("tenant", "demo")
        .expirationTime(Date.from(at));
  }

  private static JWTClaimsSet supervisor(@org.jspecify.annotations.Nullable Object agents) {
    return claims().claim("role", "supervisor").claim("agents", agents).build();
  }

  private static String payload(String token) {
    return token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
  }

  private static String sign(JWTClaimsSet claims) {
    return sign(claims, SECRET);
  }

  private static String sign(JWTClaimsSet claims, String secret) {
    return sign(claims, JWSAlgorithm.HS256, secret);
  }

  private static String sign(JWTClaimsSet claims, JWSAlgorithm algorithm, String secret) {
    try {
      return sign(claims, algorithm, "", new MACSigner(secret));
    } catch (com.nimbusds.jose.JOSEException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  private static String sign(
      JWTClaimsSet claims, JWSAlgorithm algorithm, String keyId, JWSSigner signer) {
    try {
      JWSHeader.Builder header = new JWSHeader.Builder(algorithm);
      SignedJWT token =
          new SignedJWT((keyId.isEmpty() ? header : header.keyID(keyId)).build(), claims);
      token.sign(signer);
      return token.serialize();
    } catch (com.nimbusds.jose.JOSEException wrong) {
      throw new IllegalStateException(wrong);
    }
  }
}
