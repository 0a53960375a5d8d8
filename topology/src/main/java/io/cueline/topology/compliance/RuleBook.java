package io.cueline.topology.compliance;

import io.cueline.topology.rules.RuleSnapshot;

/** The rules an event is judged by. */
public interface RuleBook {

  /** Those in force: an interaction adopts them at its next utterance. */
  RuleSnapshot current();

  /** Those an interaction has adopted; the ones in force where they are no longer to be had. */
  RuleSnapshot adopted(long revision);

  /** One set of rules for everything. */
  static RuleBook of(RuleSnapshot only) {
    return new RuleBook() {
      @Override
      public RuleSnapshot current() {
        return only;
      }

      @Override
      public RuleSnapshot adopted(long revision) {
        return only;
      }
    };
  }
}
