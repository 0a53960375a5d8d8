package io.cueline.workbench.tenant.calls;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * All frames of a replay in the order they are sent: by call time, equal times by the call's place
 * in its file, then by turn. The same calls give the same plan.
 *
 * <p>A turn is sent when it ends, as a recogniser would, or at its start where no end is given;
 * turns without times lie five seconds after what went before. A second after the last the call
 * ends.
 */
public record ReplayPlan(List<PlannedFrame> frames, int calls) {

  private static final Duration BETWEEN_TURNS = Duration.ofSeconds(5);
  private static final Duration UNTIL_END = Duration.ofSeconds(1);
  private static final int AGENTS = 6;

  public ReplayPlan {
    frames = List.copyOf(frames);
  }

  /**
   * @param stagger between the beginnings of two calls, for calls that name none themselves
   */
  public static ReplayPlan of(List<Call> calls, Duration stagger) {
    if (stagger.isNegative()) {
      throw new IllegalArgumentException("stagger is negative");
    }
    List<PlannedFrame> frames = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      Call call = calls.get(i);
      Duration start = call.startAt().orElse(stagger.multipliedBy(i));
      frames.addAll(framesOf(call, start, call.agentId().orElse("agent-" + (i % AGENTS + 1))));
    }
    // Stable, so that what is due at one time keeps the order of file and turn.
    frames.sort(Comparator.comparing(PlannedFrame::at));
    return new ReplayPlan(frames, calls.size());
  }

  private record Heard(Duration at, Turn turn) {}

  private static List<PlannedFrame> framesOf(Call call, Duration start, String agent) {
    List<Heard> heard = new ArrayList<>(call.turns().size());
    Duration last = BETWEEN_TURNS.negated();
    for (Turn turn : call.turns()) {
      last = turn.heard().orElse(last.plus(BETWEEN_TURNS));
      heard.add(new Heard(start.plus(last), turn));
    }
    heard.sort(Comparator.comparing(Heard::at));
    List<Turn> turns = heard.stream().map(Heard::turn).toList();
    String id = call.interactionId();
    List<PlannedFrame> frames = new ArrayList<>(heard.size() + 2);
    frames.add(new PlannedFrame.Assigned(heard.getFirst().at(), id, agent));
    for (int i = 0; i < turns.size(); i++) {
      frames.add(new PlannedFrame.Said(heard.get(i).at(), id, agent, turns, i));
    }
    frames.add(new PlannedFrame.Ended(heard.getLast().at().plus(UNTIL_END), id, turns));
    return frames;
  }

  /** From the start of the replay to its last frame. */
  public Duration duration() {
    return frames.isEmpty() ? Duration.ZERO : frames.getLast().at();
  }

  /** Tells plans apart: two with the same frames at the same times have the same. */
  public String fingerprint() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      frames.forEach(frame -> sha.update(frame.fingerprint().getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
