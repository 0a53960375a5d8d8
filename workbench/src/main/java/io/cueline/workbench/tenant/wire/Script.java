package io.cueline.workbench.tenant.wire;

import io.cueline.workbench.tenant.calls.PlannedFrame;
import io.cueline.workbench.tenant.calls.ReplayPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All messages of a replay in the order they are sent: what happens first comes first, what happens
 * at once in the order of the streams. The same plan and streams give the same script. Messages are
 * worded when they are asked for, as those of 2c grow with their call.
 */
public final class Script {

  private record Step(PlannedFrame frame, TenantStream stream, int part) {}

  private final ReplayPlan plan;
  private final List<TenantStream> streams;
  private final List<Step> steps = new ArrayList<>();
  private final Map<TenantStream, Wire> wires = new EnumMap<>(TenantStream.class);

  /**
   * @param streams at least one
   */
  public Script(ReplayPlan plan, List<TenantStream> streams) {
    if (streams.isEmpty()) {
      throw new IllegalArgumentException("a tenant speaks at least one stream");
    }
    this.plan = plan;
    this.streams = List.copyOf(streams);
    streams.forEach(stream -> wires.put(stream, stream.wire()));
    for (PlannedFrame frame : plan.frames()) {
      for (TenantStream stream : streams) {
        int parts = wire(stream).parts(frame);
        for (int part = 0; part < parts; part++) {
          steps.add(new Step(frame, stream, part));
        }
      }
    }
  }

  private Wire wire(TenantStream stream) {
    return java.util.Objects.requireNonNull(wires.get(stream));
  }

  public int calls() {
    return plan.calls();
  }

  public List<TenantStream> streams() {
    return streams;
  }

  /** Messages of the whole replay. */
  public int size() {
    return steps.size();
  }

  /** When a message is sent, from the start of the replay. */
  public Duration at(int position) {
    return steps.get(position).frame().at();
  }

  public TenantStream stream(int position) {
    return steps.get(position).stream();
  }

  /**
   * @param startAt call time of the replay's start
   */
  public Message message(int position, Instant startAt) {
    Step step = steps.get(position);
    return wire(step.stream()).message(step.frame(), step.part(), startAt.plus(step.frame().at()));
  }

  /** From the start of the replay to its last message. */
  public Duration duration() {
    return plan.duration();
  }

  /** Tells scripts apart. */
  public String fingerprint() {
    return streams.stream().map(TenantStream::contractName).toList() + " " + plan.fingerprint();
  }
}
