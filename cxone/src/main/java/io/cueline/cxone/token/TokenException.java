package io.cueline.cxone.token;

/** No token can be had; {@link #failure} says why. Holds no secret. */
public final class TokenException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient TokenFailure failure;

  public TokenException(TokenFailure failure) {
    super(failure.reason());
    this.failure = failure;
  }

  public TokenFailure failure() {
    return failure;
  }
}
