package io.cueline.publisher.desktop.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.cueline.publisher.desktop.Team;
import io.cueline.publisher.desktop.Viewer;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Settings;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what a token is good for. Only HS256 under the shared secret, and RS256 and ES256 under a
 * fetched key, are ever looked at; unsigned and encrypted tokens are refused. Thread-safe; may
 * block for a few seconds while keys are fetched.
 */
public final class TokenCheck {

  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final int LONGEST = 8_192;
  private static final int LONGEST_NAME = 200;
  private static final int LARGEST_TEAM = 1_000;

  private final Optional<DefaultJWTProcessor<SecurityContext>> processor;
  private final String tenant;

  private TokenCheck(Optional<DefaultJWTProcessor<SecurityContext>> processor, String tenant) {
    this.processor = processor;
    this.tenant = tenant;
  }

  /**
   * @throws StartupException where the secret is too short or the keys' address is not safe
   */
  public static TokenCheck from(Settings settings, InstantSource clock) {
    Optional<byte[]> secret = settings.get(TokenSettings.SECRET).map(TokenCheck::secret);
    Optional<String> keysUrl = settings.get(TokenSettings.KEYS_URL);
    Optional<DefaultJWTProcessor<SecurityContext>> processor =
        secret.isEmpty() && keysUrl.isEmpty()
            ? Optional.empty()
            : Optional.of(
                processor(
                    new TokenKeys(secret, keysUrl),
                    new Claims(
                        settings.get(TokenSettings.AUDIENCE).orElse(null),
                        settings.get(TokenSettings.ISSUER).orElse(null),
                        clock)));
    return new TokenCheck(processor, settings.get(KafkaAccess.TENANT));
  }

  /** Whether any token can be good for anything. */
  public boolean admitsAnybody() {
    return processor.isPresent();
  }

  public Admission check(Optional<String> token) {
    if (processor.isEmpty()) {
      return new Admission.Refused(
          403,
          "nobody may pass: set %s (%s in the settings file) to a secret of 32 bytes or more, or %s"
                  .formatted(
                      TokenSettings.SECRET.environmentName(),
                      TokenSettings.SECRET.key(),
                      TokenSettings.KEYS_URL.environmentName())
              + " (%s) to the address of the keys".formatted(TokenSettings.KEYS_URL.key()));
    }
    if (token.isEmpty()) {
      return new Admission.Refused(401, "this needs a token");
    }
    if (token.get().length() > LONGEST) {
      return new Admission.Refused(401, "the token is too long");
    }
    return checked(processor.get(), token.get());
  }

  private Admission checked(DefaultJWTProcessor<SecurityContext> processor, String token) {
    try {
      return admission(processor.process(token, null));
    } catch (ParseException | IllegalArgumentException noToken) {
      return new Admission.Refused(401, "this is no token");
    } catch (BadJWTException claims) {
      return new Admission.Refused(401, "the token does not hold: " + claims.getMessage());
    } catch (BadJOSEException signature) {
      return new Admission.Refused(401, "the token is not signed by a key of ours");
    } catch (KeySourceException away) {
      return new Admission.Refused(503, "the keys to check tokens with cannot be fetched");
    } catch (JOSEException unusable) {
      return new Admission.Refused(401, "the token cannot be checked");
    }
  }

  private Admission admission(JWTClaimsSet claims) throws ParseException {
    if (!tenant.equals(claims.getStringClaim("tenant"))) {
      return new Admission.Refused(403, "the token is another tenant's");
    }
    String subject = Optional.ofNullable(claims.getSubject()).orElse("").strip();
    if (subject.isEmpty() || subject.length() > LONGEST_NAME) {
      return new Admission.Refused(401, "the token's sub is empty or too long");
    }
    Optional<String> name =
        Optional.ofNullable(claims.getStringClaim("name"))
            .map(String::strip)
            .filter(text -> !text.isEmpty() && text.length() <= LONGEST_NAME);
    Optional<Viewer> viewer =
        switch (String.valueOf(claims.getStringClaim("role"))) {
          case "agent" -> Optional.of(new Viewer.Agent(subject));
          case "supervisor" -> team(claims).map(team -> new Viewer.Supervisor(subject, team));
          default -> Optional.empty();
        };
    return viewer
        .<Admission>map(
            known ->
                new Admission.Admitted(
                    known, name, claims.getExpirationTime().toInstant().plus(SKEW)))
        .orElseGet(
            () ->
                new Admission.Refused(
                    403, "the token's role is neither agent nor supervisor with a team (agents)"));
  }

  private static Optional<Team> team(JWTClaimsSet claims) {
    return switch (claims.getClaim("agents")) {
      case String all when all.equals("*") -> Optional.of(new Team.All());
      case List<?> ids when ids.size() <= LARGEST_TEAM -> {
        Set<String> agentIds = new HashSet<>();
        for (Object each : ids) {
          if (!(each instanceof String id) || id.isBlank()) {
            yield Optional.empty();
          }
          agentIds.add(id);
        }
        yield Optional.of(new Team.Of(agentIds));
      }
      case null, default -> Optional.empty();
    };
  }

  private static DefaultJWTProcessor<SecurityContext> processor(TokenKeys keys, Claims claims) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(keys);
    processor.setJWTClaimsSetVerifier(claims);
    return processor;
  }

  private static byte[] secret(String text) {
    try {
      return TokenMint.bytes(text);
    } catch (IllegalArgumentException tooShort) {
      throw new StartupException(
          "%s (%s): %s"
              .formatted(
                  TokenSettings.SECRET.key(),
                  TokenSettings.SECRET.environmentName(),
                  tooShort.getMessage()),
          tooShort);
    }
  }

  private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final InstantSource clock;

    Claims(@Nullable String audience, @Nullable String issuer, InstantSource clock) {
      super(
          audience,
          issuer == null ? null : new JWTClaimsSet.Builder().issuer(issuer).build(),
          Set.of("sub", "role", "tenant", "exp"));
      this.clock = clock;
      setMaxClockSkew((int) SKEW.toSeconds());
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }
}
