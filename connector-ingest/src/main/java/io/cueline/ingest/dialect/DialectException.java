package io.cueline.ingest.dialect;

/** A dialect that cannot be used; the message says where, which entry, and how to mend it. */
public final class DialectException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DialectException(String message) {
    super(message);
  }

  DialectException(String message, Throwable cause) {
    super(message, cause);
  }
}
