package io.cueline.topology.rules;

import io.cueline.schemas.Severity;
import java.util.List;
import java.util.Optional;

/**
 * A rule as it was written, checked. Immutable; what it compiles to lives in {@link RuleSnapshot}.
 */
public sealed interface Rule permits ProhibitedRule, RequiredRule {

  /** What rules of both kinds have. */
  RuleHead head();

  /** The same rule as published under this version, 1 or more. */
  Rule withVersion(int version);

  default String id() {
    return head().id();
  }

  default int version() {
    return head().version();
  }

  /** SHA-256 of {@link #source}, 64 hex digits: equal for rules that say the same. */
  default String hash() {
    return head().hash();
  }

  /** The rule as canonical JSON: the fields of the rule file, keys sorted. */
  default String source() {
    return head().source();
  }

  default SpeakerScope speaker() {
    return head().speaker();
  }

  default Mode mode() {
    return head().mode();
  }

  default Optional<String> language() {
    return head().language();
  }

  default double minConfidence() {
    return head().minConfidence();
  }

  default boolean keepDisfluencies() {
    return head().keepDisfluencies();
  }

  /** How many letters of a literal phrase's word may be wrong: 0 (default), 1 or 2. */
  default int tolerance() {
    return head().tolerance();
  }

  default List<String> phrases() {
    return head().phrases();
  }

  default List<String> unless() {
    return head().unless();
  }

  default Severity severity() {
    return head().severity();
  }

  default String message() {
    return head().message();
  }
}
