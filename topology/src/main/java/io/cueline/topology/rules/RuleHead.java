package io.cueline.topology.rules;

import io.cueline.schemas.Severity;
import java.util.List;
import java.util.Optional;

/**
 * What rules of both kinds have.
 *
 * @param id letters, digits, dots, dashes, underscores
 * @param version counted from 1 where it has been published, 0 where it has not
 * @param hash SHA-256 of {@code source}, 64 hex digits
 * @param source the rule as canonical JSON
 * @param language BCP 47 tag; utterances known to be in another language do not count
 * @param minConfidence 0 to 1: words the recogniser was less sure of do not count
 * @param keepDisfluencies um, uh, like and so on are words like others
 * @param phrases as in the rule file, at least one
 * @param unless as in the rule file: a hit that overlaps one of them is void
 * @param message what the rule says to the agent, may be empty
 * @param tolerance how many letters of a literal phrase's word may be wrong, 0 to 2; {@code unless}
 *     is taken at its word
 */
public record RuleHead(
    String id,
    int version,
    String hash,
    String source,
    SpeakerScope speaker,
    Mode mode,
    Optional<String> language,
    double minConfidence,
    boolean keepDisfluencies,
    List<String> phrases,
    List<String> unless,
    Severity severity,
    String message,
    int tolerance) {

  public RuleHead {
    phrases = List.copyOf(phrases);
    unless = List.copyOf(unless);
    if (phrases.isEmpty()) {
      throw new IllegalArgumentException("rule " + id + " has no phrase");
    }
    if (version < 0) {
      throw new IllegalArgumentException("rule " + id + ": versions count from 1");
    }
    if (tolerance < 0 || tolerance > 2) {
      throw new IllegalArgumentException("rule " + id + ": tolerance is 0, 1 or 2");
    }
    if (!(minConfidence >= 0 && minConfidence <= 1)) {
      throw new IllegalArgumentException("rule " + id + ": confidence is between 0 and 1");
    }
  }

  RuleHead withVersion(int published) {
    return with(published, hash, source);
  }

  RuleHead withSource(String json, String sha256) {
    return with(version, sha256, json);
  }

  private RuleHead with(int newVersion, String newHash, String newSource) {
    return new RuleHead(
        id,
        newVersion,
        newHash,
        newSource,
        speaker,
        mode,
        language,
        minConfidence,
        keepDisfluencies,
        phrases,
        unless,
        severity,
        message,
        tolerance);
  }
}
