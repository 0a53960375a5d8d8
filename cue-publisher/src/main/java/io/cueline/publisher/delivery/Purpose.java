package io.cueline.publisher.delivery;

/** What sending something is for. */
public sealed interface Purpose {

  /** Puts something before the agent. */
  record Show() implements Purpose {}

  /** Puts it before the agent unless an earlier state is there: the tenant takes no changes. */
  record ShowOnce() implements Purpose {}

  /** Takes it back: only what was shown. */
  record Close() implements Purpose {}

  /** Nothing is to be sent, but it ends what waits. The reason goes into the receipt. */
  record Nothing(String reason) implements Purpose {}
}
