package io.cueline.workbench.trial;

import java.util.List;

/**
 * A call as the rules judge it.
 *
 * @param verdicts by time, then by rule
 * @param alerts cues that would have been opened on the agent's screen
 */
public record JudgedCall(String interactionId, List<Verdict> verdicts, int alerts) {
  public JudgedCall {
    verdicts = List.copyOf(verdicts);
  }
}
