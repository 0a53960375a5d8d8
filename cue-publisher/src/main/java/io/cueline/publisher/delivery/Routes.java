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
 * @param oneWay channels on which what was shown can neither be changed nor taken back
 */
public record Routes(
    List<String> interrupt,
    List<String> disclosure,
    boolean disclosureChanges,
    List<String> card,
    List<String> feedback,
    Set<String> outside,
    Set<String> oneWay) {

  /** Tells an outside CRM what was shown: it goes only after the record's first channel took it. */
  public static final String CALLBACK = "crm-callback";

  /** Frames on a socket, which no limit on requests counts. */
  public static final String REALTIME = "realtime";

  /** What the contract's own calls, and frames, can only show. */
  private static final Set<String> ONE_WAY =
      Set.of("prompts", "agent-messages", "signal", REALTIME);

  /** With the contract's calls only. */
  public Routes(
      List<String> interrupt,
      List<String> disclosure,
      boolean disclosureChanges,
      List<String> card,
      List<String> feedback,
      Set<String> outside) {
    this(interrupt, disclosure, disclosureChanges, card, feedback, outside, ONE_WAY);
  }

  public Routes {
    interrupt = once(interrupt);
    disclosure = once(disclosure);
    card = once(card);
    feedback = once(feedback);
    outside = Set.copyOf(outside);
    oneWay = Set.copyOf(oneWay);
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
    return !oneWay.contains(channel);
  }
}
