package io.cueline.broker;

/**
 * The broker cannot start for a reason its user can mend. The message says what is wrong and how to
 * mend it, and may be shown alone.
 */
public final class BrokerException extends RuntimeException {

  public BrokerException(String message) {
    super(message);
  }

  public BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
