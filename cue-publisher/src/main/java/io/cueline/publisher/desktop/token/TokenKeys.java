package io.cueline.publisher.desktop.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.cueline.runtime.service.StartupException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.UnknownHostException;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys a token may be signed with, by algorithm: the shared secret is never tried for a token
 * that names a key pair's algorithm, nor the other way round, so that a public key cannot be passed
 * off as a secret. Thread-safe; fetching keys blocks.
 */
final class TokenKeys implements JWSKeySelector<SecurityContext> {

  private static final Set<JWSAlgorithm> PAIRS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
  private static final Duration FETCH_WITHIN = Duration.ofSeconds(3);
  private static final Duration FRESH_FOR = Duration.ofMinutes(10);
  private static final Duration KEPT_IN_AN_OUTAGE = Duration.ofHours(4);
  private static final int LARGEST = 262_144;

  private final Optional<byte[]> secret;
  private final Optional<JWSKeySelector<SecurityContext>> pairs;

  /**
   * @param secret at least {@link TokenMint#LEAST_SECRET} bytes, where there is one
   */
  TokenKeys(Optional<byte[]> secret, Optional<String> keysUrl) {
    this.secret = secret;
    this.pairs = keysUrl.map(url -> new JWSVerificationKeySelector<>(PAIRS, fetched(url)));
  }

  @Override
  public List<? extends Key> selectJWSKeys(JWSHeader header, SecurityContext context)
      throws KeySourceException {
    JWSAlgorithm algorithm = header.getAlgorithm();
    if (JWSAlgorithm.HS256.equals(algorithm) && secret.isPresent()) {
      return List.of(new SecretKeySpec(secret.get(), "HmacSHA256"));
    }
    if (PAIRS.contains(algorithm) && pairs.isPresent()) {
      return pairs.get().selectJWSKeys(header, context);
    }
    return List.of();
  }

  /** Cached; an unknown key's id asks again, but not more than twice in half a minute. */
  private static JWKSource<SecurityContext> fetched(String keysUrl) {
    int patience = (int) FETCH_WITHIN.toMillis();
    return JWKSourceBuilder.<SecurityContext>create(
            checked(keysUrl), new DefaultResourceRetriever(patience, patience, LARGEST))
        .cache(FRESH_FOR.toMillis(), 2L * patience)
        .refreshAheadCache(false)
        .retrying(true)
        .outageTolerant(KEPT_IN_AN_OUTAGE.toMillis())
        .build();
  }

  private static URL checked(String keysUrl) {
    try {
      URI uri = new URI(keysUrl);
      if ("https".equals(uri.getScheme()) || isOfThisMachine(uri)) {
        return uri.toURL();
      }
      throw new MalformedURLException("neither https nor on this machine");
    } catch (MalformedURLException
        | URISyntaxException
        | IllegalArgumentException
        | UnknownHostException wrong) {
      throw new StartupException(
          "%s (%s): '%s' is no https address"
              .formatted(
                  TokenSettings.KEYS_URL.key(), TokenSettings.KEYS_URL.environmentName(), keysUrl),
          wrong);
    }
  }

  private static boolean isOfThisMachine(URI url) throws UnknownHostException {
    return "http".equals(url.getScheme())
        && url.getHost() != null
        && InetAddress.getByName(url.getHost()).isLoopbackAddress();
  }
}
