package io.cueline.publisher.delivery;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which channels carry what; none: nothing carries it. A channel is a call of the profile, or
 * something else that {@link Work} can travel by.
 *
 * @param interrupt violations
 * @param disclosure missing disclosures
 * @param disclosureChanges whether updates and closes are sent too, where a channel can carry them
 * @param card ranked knowledge cards
 * @param feedback what agents did with cards
 * @param outside channels that do not belong to the tenant's client: its limit and its waits do not
 *     concern them, nor theirs it
 */
public record Routes(
    List<String> interrupt,
    List<String> disclosure,
    boolean disclosureChanges,
    List<String> card,
    List<String> feedback,
    Set<String> outside) {

  /** Tells an outside CRM what was shown: it goes only after the record's first channel took it. */
  public static final String CALLBACK = "crm-callback";

  /** Frames on a socket, which no limit on requests counts. */
  public static final String REALTIME = "realtime";

  /** What they carry can neither be changed nor taken back. */
  private static final Set<String> ONE_WAY =
      Set.of("prompts", "agent-messages", "signal", REALTIME);

  public Routes {
    interrupt = once(interrupt);
    disclosure = once(disclosure);
    card = once(card);
    feedback = once(feedback);
    outside = Set.copyOf(outside);
  }

  /** Every channel that carries anything. */
  public Set<String> all() {
    return Stream.of(interrupt, disclosure, card, feedback)
        .flatMap(List::stream)
        .collect(Collectors.toSet());
  }

  private static List<String> once(List<String> channels) {
    return channels.stream().distinct().toList();
  }

  boolean canTakeBack(String channel) {
    return !ONE_WAY.contains(channel);
  }
}
