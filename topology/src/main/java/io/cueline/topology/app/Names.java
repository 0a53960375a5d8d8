package io.cueline.topology.app;

/** Every name of the topology's parts, once: changelog and metrics are called after them. */
final class Names {

  static final String FRAMES = "frames";
  static final String FROM_FEEDBACK = "from-feedback";
  static final String COMPLIANCE = "compliance";
  static final String INTERACTIONS = "interactions";

  static final String TO_VIOLATIONS = "to-violations";
  static final String TO_SCORECARDS = "to-scorecards";
  static final String TO_DISCLOSURES = "to-disclosure-states";
  static final String TO_NEAR_MISSES = "to-near-misses";
  static final String TO_CUES = "to-cues";
  static final String TO_QUERIES = "to-knowledge-queries";
  static final String TO_FEEDBACK = "to-feedback";

  private Names() {}
}
