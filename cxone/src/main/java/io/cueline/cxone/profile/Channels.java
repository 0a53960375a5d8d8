package io.cueline.cxone.profile;

import java.util.List;

/**
 * What carries what: names of calls, or {@code realtime}. A thing may go several ways; where the
 * list is empty nothing carries it.
 *
 * @param interrupt violations
 * @param disclosure missing disclosures
 * @param disclosureChanges whether updates and closes of disclosures are sent too: an assumption
 *     about the tenant (contract, section 3), so it can be switched off
 * @param card ranked knowledge cards
 * @param feedback what agents did with cues and cards
 */
public record Channels(
    List<String> interrupt,
    List<String> disclosure,
    boolean disclosureChanges,
    List<String> card,
    List<String> feedback) {

  public static final Channels NONE =
      new Channels(List.of(), List.of(), true, List.of(), List.of());

  public Channels {
    interrupt = List.copyOf(interrupt);
    disclosure = List.copyOf(disclosure);
    card = List.copyOf(card);
    feedback = List.copyOf(feedback);
  }
}
