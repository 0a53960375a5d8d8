package io.cueline.workbench.report;

import java.util.List;

/**
 * What the simulated tenant remembers: the other end of the reconciliation.
 *
 * @param sent frames written to a socket, clock frames not among them
 * @param received REST calls it took, in order of arrival
 */
public record TenantMemory(List<SentFrame> sent, List<ReceivedCall> received) {

  /**
   * One frame written to a socket.
   *
   * @param type {@code transcription}, {@code interaction_ended}, {@code agent_assigned} or {@code
   *     malformed}
   * @param textLength characters said, 0 where nothing is said
   * @param rawLength bytes of the whole frame
   */
  public record SentFrame(String type, String interactionId, int textLength, int rawLength) {}

  /**
   * One call taken.
   *
   * @param idempotencyKey empty where the call carried none
   * @param status what the tenant answered
   */
  public record ReceivedCall(String path, String idempotencyKey, int status) {}

  public TenantMemory {
    sent = List.copyOf(sent);
    received = List.copyOf(received);
  }

  public static TenantMemory nothing() {
    return new TenantMemory(List.of(), List.of());
  }
}
