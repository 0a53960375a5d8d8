package io.cueline.cxone.token;

/** What a refusal may mean, in words that help whoever has to mend it. */
public final class Refusals {

  private Refusals() {}

  /**
   * A 403 has three possible causes, and the tenant does not say which.
   *
   * @param what was refused
   * @param scope it needs; may be empty
   */
  public static String forbidden(String what, String scope) {
    String scopes = scope.isEmpty() ? "a scope it needs" : "scope '" + scope + "'";
    return ("403 from %s. One of three: the client lacks %s; our address is not among those the"
            + " tenant allows; or the interaction is not ours")
        .formatted(what, scopes);
  }
}
