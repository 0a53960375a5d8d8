package io.cueline.topology.compliance;

import io.cueline.schemas.Evidence;
import io.cueline.schemas.Frame;
import io.cueline.schemas.NearMissReason;
import io.cueline.schemas.Position;
import io.cueline.schemas.Speaker;
import io.cueline.topology.compliance.InteractionState.Tail;
import io.cueline.topology.redaction.Redactor;
import io.cueline.topology.rules.After;
import io.cueline.topology.rules.Hit;
import io.cueline.topology.rules.RequiredRule;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.SpeakerScope;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A final utterance while it is judged. */
final class Utterance {

  final Position position;
  final Instant at;
  final Speaker speaker;
  final String text;

  /** What a phrase may have begun in. */
  final String before;

  private final double confidence;
  private final @Nullable String language;
  private final @Nullable String agentId;
  private @Nullable String redacted;

  Utterance(Frame frame, Instant at, String before, Optional<String> agentId) {
    this.position = Draft.position(frame);
    this.at = at;
    this.speaker = frame.getSpeaker();
    this.text = frame.getText() == null ? "" : frame.getText();
    this.confidence = frame.getConfidence();
    this.language = frame.getLanguage();
    this.agentId = agentId.orElse(null);
    this.before = before;
  }

  /** The end of the same speaker's utterance before, when nobody has spoken in between. */
  static String before(Optional<Tail> tail, Frame frame) {
    // Two voices that nobody can tell apart need not be one.
    return tail.filter(
            last -> last.speaker() == frame.getSpeaker() && last.speaker() != Speaker.UNKNOWN)
        .map(Tail::text)
        .orElse("");
  }

  /** Why a hit does not count; empty where it does. */
  Optional<NearMissReason> flaw(Rule rule, Hit hit) {
    if (hit.voided()) {
      return Optional.of(NearMissReason.VOIDED_BY_UNLESS);
    }
    if (!scope(rule, hit).admits(speaker)) {
      return Optional.of(
          speaker == Speaker.UNKNOWN
              ? NearMissReason.UNKNOWN_SPEAKER
              : NearMissReason.WRONG_SPEAKER);
    }
    if (isInOtherLanguage(rule)) {
      return Optional.of(NearMissReason.OTHER_LANGUAGE);
    }
    return confidence < rule.minConfidence()
        ? Optional.of(NearMissReason.LOW_CONFIDENCE)
        : Optional.empty();
  }

  /** It is known to be in another language than the rule's; {@code en} admits {@code en-GB}. */
  boolean isInOtherLanguage(Rule rule) {
    if (language == null || rule.language().isEmpty()) {
      return false;
    }
    String wanted = rule.language().get().toLowerCase(Locale.ROOT);
    String spoken = language.toLowerCase(Locale.ROOT);
    // A recogniser that says no more than "en" does not contradict a rule for "en-GB".
    return !(spoken.equals(wanted)
        || spoken.startsWith(wanted + "-")
        || wanted.startsWith(spoken + "-"));
  }

  Evidence evidence(Rule rule, Hit hit) {
    int start = Math.max(0, hit.start());
    String kept = redacted();
    return new Evidence(
        position,
        at,
        speaker,
        agentId,
        phrases(rule, hit).get(hit.phrase()),
        start,
        hit.end(),
        kept.substring(start, hit.end()),
        kept,
        confidence);
  }

  /** All of it, for a phrase that may be anywhere in it. */
  Evidence whole(String phrase) {
    String kept = redacted();
    return new Evidence(
        position, at, speaker, agentId, phrase, 0, text.length(), kept, kept, confidence);
  }

  Tail tail() {
    return new Tail(speaker, Tail.end(text));
  }

  /** Looks at the words before as well, for numbers that are split over utterances. */
  private String redacted() {
    if (redacted == null) {
      redacted =
          before.isEmpty()
              ? Redactor.redact(text)
              : Redactor.redact(before + " " + text).substring(before.length() + 1);
    }
    return redacted;
  }

  private static SpeakerScope scope(Rule rule, Hit hit) {
    return hit.role() == Hit.Role.AFTER
            && rule instanceof RequiredRule required
            && required.after() instanceof After.Heard heard
        ? heard.speaker()
        : rule.speaker();
  }

  private static List<String> phrases(Rule rule, Hit hit) {
    return hit.role() == Hit.Role.AFTER
            && rule instanceof RequiredRule required
            && required.after() instanceof After.Heard heard
        ? heard.phrases()
        : rule.phrases();
  }
}
