package io.cueline.topology.rules;

import io.cueline.schemas.Speaker;

/** Whose words a rule is about. */
public enum SpeakerScope {
  AGENT,
  CUSTOMER,
  ANY;

  /** Whether words of this speaker count; an unknown speaker's count only for {@link #ANY}. */
  public boolean admits(Speaker speaker) {
    return switch (this) {
      case ANY -> true;
      case AGENT -> speaker == Speaker.AGENT;
      case CUSTOMER -> speaker == Speaker.CUSTOMER;
    };
  }
}
