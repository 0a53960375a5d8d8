package io.cueline.publisher.desktop.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cueline.publisher.desktop.Team;
import io.cueline.publisher.desktop.Viewer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes tokens with the shared secret: for trying things out, and for a portal that has it. */
public final class TokenMint {

  /** In bytes, as UTF-8: as much as HS256 has to give. */
  public static final int LEAST_SECRET = 32;

  private final byte[] secret;
  private final String tenant;

  /**
   * @throws IllegalArgumentException where the secret is too short
   */
  public TokenMint(String secret, String tenant) {
    this.secret = bytes(secret);
    this.tenant = tenant;
  }

  /**
   * @param displayName for the page
   * @param audience the claim {@code aud}
   * @param issuer the claim {@code iss}
   */
  public String mint(
      Viewer viewer,
      Optional<String> displayName,
      Instant until,
      Optional<String> audience,
      Optional<String> issuer) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .subject(viewer.subject())
            .claim("role", viewer.role())
            .claim("tenant", tenant)
            .expirationTime(Date.from(until));
    displayName.ifPresent(name -> claims.claim("name", name));
    audience.ifPresent(claims::audience);
    issuer.ifPresent(claims::issuer);
    switch (viewer) {
      case Viewer.Agent ignored -> {}
      case Viewer.Supervisor(String ignored, Team.All()) -> claims.claim("agents", "*");
      case Viewer.Supervisor(String ignored, Team.Of(Set<String> agentIds)) ->
          claims.claim("agents", List.copyOf(agentIds));
    }
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
    try {
      token.sign(new MACSigner(secret));
    } catch (JOSEException impossible) {
      throw new IllegalStateException("every Java has HmacSHA256", impossible);
    }
    return token.serialize();
  }

  static byte[] bytes(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < LEAST_SECRET) {
      throw new IllegalArgumentException(
          "the secret has %d bytes; it takes %d at least".formatted(bytes.length, LEAST_SECRET));
    }
    return bytes;
  }
}
