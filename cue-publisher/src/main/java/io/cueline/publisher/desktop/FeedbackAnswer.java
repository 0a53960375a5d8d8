package io.cueline.publisher.desktop;

/** What is to be done with what an agent did. */
public sealed interface FeedbackAnswer {

  /** It is to be written. */
  record Write(String agentId) implements FeedbackAnswer {}

  /** It is written already. */
  record Recorded() implements FeedbackAnswer {}

  /** It cannot be taken. */
  record Refused(String why) implements FeedbackAnswer {}
}
