package io.cueline.topology.publication;

/**
 * A record of {@code compliance-config} that cannot take effect and was skipped.
 *
 * @param key the record's, empty where it has none
 * @param reason for people; holds nothing of the record's content but what is wrong with it
 */
public record PoisonRecord(String key, long offset, String reason) {}
