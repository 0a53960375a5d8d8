package io.cueline.cxone.token;

/**
 * Access tokens, one per credential set and asked scope, shared by all callers. Safe for any number
 * of threads: they wait for one refresh and never start several.
 */
public interface TokenSource {

  /**
   * A token valid now; asks for a new one when there is none or the one at hand expires soon.
   * Blocks meanwhile.
   *
   * @param scope what the token is for, as in the profile; several are separated by blanks
   * @throws TokenException with the reason; failures are remembered for a moment, so that asking
   *     again at once does not trouble the tenant
   */
  String token(String scope) throws TokenException, InterruptedException;

  /**
   * Says that the tenant refused this token; the next {@link #token} asks for another. Without
   * effect when it has been replaced already.
   */
  void invalidate(String scope, String token);
}
