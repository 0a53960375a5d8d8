package io.cueline.cxone.profile;

/** A profile that cannot be used; the message says where, which field, and how to mend it. */
public final class ProfileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ProfileException(String message) {
    super(message);
  }

  public ProfileException(String message, Throwable cause) {
    super(message, cause);
  }
}
