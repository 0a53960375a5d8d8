package io.cueline.cxone.profile;

import java.util.Optional;

/**
 * Which call carries what; empty: nothing carries it.
 *
 * @param interrupt violations
 * @param disclosure missing disclosures
 * @param disclosureChanges whether updates and closes of disclosures are sent too: an assumption
 *     about the tenant (contract, section 3), so it can be switched off
 * @param card ranked knowledge cards
 * @param feedback what agents did with cards
 */
public record Channels(
    Optional<String> interrupt,
    Optional<String> disclosure,
    boolean disclosureChanges,
    Optional<String> card,
    Optional<String> feedback) {}
