package io.cueline.runtime.service;

/**
 * A command or service cannot start for a reason its user can mend. The message says what is wrong
 * and how to mend it; it is shown alone, without a stack trace.
 */
public final class StartupException extends RuntimeException {

  public StartupException(String message) {
    super(message);
  }

  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
