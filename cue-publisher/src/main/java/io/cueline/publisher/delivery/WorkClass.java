package io.cueline.publisher.delivery;

/**
 * What shares a topic and a bound. Each class has bounds of its own, so that cards never keep
 * violations from being fetched or sent.
 */
public enum WorkClass {
  CUES,
  INSIGHTS,
  FEEDBACK
}
