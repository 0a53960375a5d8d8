package io.cueline.topology.app;

/** The rules an interaction has adopted have not come here: the record must wait, not fail. */
final class RulesBehindException extends RuntimeException {
  RulesBehindException(String message) {
    super(message);
  }
}
