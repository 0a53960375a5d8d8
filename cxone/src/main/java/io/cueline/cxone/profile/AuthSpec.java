package io.cueline.cxone.profile;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * How access tokens are obtained.
 *
 * @param tokenUrl where tokens are asked for
 * @param refreshBefore how long before its expiry a token is replaced; not negative
 * @param scopes asked for by the variant {@link Variant#FORM_SCOPE}, in the file's order
 */
public record AuthSpec(Variant variant, URI tokenUrl, Duration refreshBefore, Scopes scopes) {

  public AuthSpec {
    if (refreshBefore.isNegative()) {
      throw new IllegalArgumentException("refresh-before must not be negative");
    }
  }

  /** How the credentials travel (contract, section 1). */
  public enum Variant {
    /** HTTP Basic; form {@code grant_type=client_credentials}. */
    BASIC,
    /** Form {@code grant_type, client_id, client_secret}. */
    FORM,
    /** The same and {@code scope}. */
    FORM_SCOPE,
    /** HTTP Basic for the client; form {@code grant_type=password} with an access key. */
    PASSWORD;

    /** Whether a request names scopes: if not, one token serves them all. */
    public boolean asksScopes() {
      return switch (this) {
        case FORM_SCOPE -> true;
        case BASIC, FORM, PASSWORD -> false;
      };
    }
  }

  /**
   * What a token request must ask for so that the token serves the wanted scope; empty where the
   * variant names none. A scope within {@link #scopes} is served by the token for all of them.
   */
  public Scopes asked(String wantedScope) {
    if (!variant.asksScopes()) {
      return Scopes.NONE;
    }
    Scopes wanted = Scopes.of(wantedScope);
    Set<String> common = scopes.names();
    return common.containsAll(wanted.names()) ? scopes : wanted;
  }
}
