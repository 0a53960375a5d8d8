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
   * @param type the stream's own word for it, {@code malformed} for what was sent broken
   * @param textLength characters said, 0 where nothing is said
   * @param rawLength bytes of the whole frame
   * @param repeated the same as before once more, which must be found only once
   */
  public record SentFrame(
      String type, String interactionId, int textLength, int rawLength, boolean repeated) {}

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
