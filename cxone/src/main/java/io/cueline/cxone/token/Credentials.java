package io.cueline.cxone.token;

import java.util.Optional;

/**
 * The secrets of one OAuth client. Never printed: {@link #toString()} shows the client's id only.
 *
 * @param accessKey for the variant {@code password}; empty for the others
 */
public record Credentials(String clientId, String clientSecret, Optional<AccessKey> accessKey) {

  public Credentials {
    if (clientId.isBlank()) {
      throw new IllegalArgumentException("the client id is empty: set cxone.client-id");
    }
  }

  /** For all variants but {@code password}. */
  public static Credentials of(String clientId, String clientSecret) {
    return new Credentials(clientId, clientSecret, Optional.empty());
  }

  @Override
  public String toString() {
    return "Credentials[clientId=" + clientId + "]";
  }

  /** A user's access key at a real tenant. */
  public record AccessKey(String id, String secret) {

    @Override
    public String toString() {
      return "AccessKey[]";
    }
  }
}
