package io.cueline.bench;

import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Speaker;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Says utterances at the times they are due, whether or not anybody keeps up: what is late counts
 * from when it was due, so a stall is seen by all that fell into it. The interactions speak in
 * turn; in each, agent and customer. For one thread.
 */
final class OpenLoop {

  /** The first words of every call, which the shipped rules want to hear. */
  private static final String OPENING = "Thank you for calling. This call may be recorded.";

  /** Two of the shipped rules' words, said by the agent: a violation. */
  private static final String VIOLATION = "I guarantee that you will get a full refund.";

  /** One utterance in so many is a violation, in another interaction every time. */
  static final int VIOLATES = 10;

  private final FrameSender.Stream stream;
  private final LatencyTenant tenant;
  private final List<String> texts;
  private final int interactions;
  private long said;
  private int violations;

  /**
   * @param texts that hold no word of the violation
   */
  OpenLoop(FrameSender.Stream stream, LatencyTenant tenant, List<String> texts, int interactions) {
    this.stream = stream;
    this.tenant = tenant;
    this.texts = texts;
    this.interactions = interactions;
  }

  /**
   * Says so many, evenly.
   *
   * @return violations among them
   */
  int say(long count, int perSecond) {
    violations = 0;
    long start = System.nanoTime();
    Instant startAt = Instant.now();
    for (long k = 0; k < count; k++) {
      long after = k * 1_000_000_000L / perSecond;
      for (long wait = start + after - System.nanoTime();
          wait > 0;
          wait = start + after - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      say(startAt.plusNanos(after), start + after);
    }
    return violations;
  }

  private void say(Instant due, long dueNanos) {
    long turn = said / interactions;
    long caller = said % interactions;
    String interactionId = "call-" + caller;
    boolean violates = turn > 0 && caller % VIOLATES == turn % VIOLATES;
    if (violates) {
      violations++;
      tenant.expect(interactionId, due, dueNanos);
    }
    String text =
        turn == 0 ? OPENING : violates ? VIOLATION : texts.get((int) (said % texts.size()));
    boolean agent = violates || turn % 2 == 0;
    stream.write(SocketFrames.of(List.of(utterance(interactionId, agent, text, due))), 1);
    said++;
  }

  private Frame utterance(String interactionId, boolean agent, String text, Instant due) {
    return Frame.newBuilder()
        .setTenant("bench")
        .setSource("stream")
        .setEpoch(1)
        .setSeq(said)
        .setAt(due)
        .setReceivedAt(due)
        .setKind(FrameKind.UTTERANCE)
        .setInteractionId(interactionId)
        .setSpeaker(agent ? Speaker.AGENT : Speaker.CUSTOMER)
        .setText(text)
        .build();
  }
}
