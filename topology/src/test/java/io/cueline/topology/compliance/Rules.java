package io.cueline.topology.compliance;

import io.cueline.schemas.Severity;
import io.cueline.topology.rules.After;
import io.cueline.topology.rules.Cooldown;
import io.cueline.topology.rules.Due;
import io.cueline.topology.rules.EngineSettings;
import io.cueline.topology.rules.Mode;
import io.cueline.topology.rules.ProhibitedRule;
import io.cueline.topology.rules.RequiredRule;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleHead;
import io.cueline.topology.rules.RuleSnapshot;
import io.cueline.topology.rules.SpeakerScope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Rules for tests, in a few words. */
public final class Rules {

  /** No call is joined in progress. */
  public static final EngineSettings ENGINE =
      new EngineSettings(
          Duration.ZERO,
          Duration.ofMinutes(30),
          Duration.ofMinutes(30),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10));

  /** The default set: two different ones of guarantee, refund, cancel*. */
  public static final ProhibitedRule KEYWORDS = prohibited("keywords", 2);

  /** "Recorded" within 30 s of the first utterance. */
  public static final RequiredRule RECORDING =
      required("recording", "Recording notice", new After.Start(), Duration.ofSeconds(30));

  private Rules() {}

  public static RuleSnapshot snapshot(long revision, Rule... rules) {
    return RuleSnapshot.of(revision, ENGINE, List.of(rules));
  }

  public static ProhibitedRule prohibited(String id, int distinct) {
    return new ProhibitedRule(
        head(id, List.of("guarantee", "refund", "cancel*"), List.of()),
        distinct,
        Optional.empty(),
        new Cooldown.Utterances(1),
        false);
  }

  public static ProhibitedRule with(ProhibitedRule rule, Cooldown cooldown) {
    return new ProhibitedRule(
        rule.head(), rule.distinct(), rule.within(), cooldown, rule.keepOnGap());
  }

  public static ProhibitedRule within(ProhibitedRule rule, Duration within) {
    return new ProhibitedRule(
        rule.head(), rule.distinct(), Optional.of(within), rule.cooldown(), rule.keepOnGap());
  }

  public static ProhibitedRule keptOnGap(ProhibitedRule rule) {
    return new ProhibitedRule(rule.head(), rule.distinct(), rule.within(), rule.cooldown(), true);
  }

  public static RequiredRule required(String id, String title, After after, Duration due) {
    return required(id, title, after, new Due(Optional.of(due), OptionalInt.empty()));
  }

  public static RequiredRule required(String id, String title, After after, Due due) {
    return new RequiredRule(
        head(id, List.of("call may be recorded"), List.of()), after, due, title);
  }

  public static RequiredRule saying(RequiredRule rule, String... phrases) {
    RuleHead head = rule.head();
    return new RequiredRule(
        copy(head, List.of(phrases), head.mode(), head.language(), head.minConfidence(), 1),
        rule.after(),
        rule.due(),
        rule.title());
  }

  public static RequiredRule demanding(RequiredRule rule, String language, double confidence) {
    RuleHead head = rule.head();
    return new RequiredRule(
        copy(head, head.phrases(), head.mode(), Optional.of(language), confidence, 1),
        rule.after(),
        rule.due(),
        rule.title());
  }

  public static Rule in(Mode mode, Rule rule) {
    RuleHead head = rule.head();
    RuleHead changed =
        copy(head, head.phrases(), mode, head.language(), head.minConfidence(), head.version());
    return switch (rule) {
      case ProhibitedRule prohibited ->
          new ProhibitedRule(
              changed,
              prohibited.distinct(),
              prohibited.within(),
              prohibited.cooldown(),
              prohibited.keepOnGap());
      case RequiredRule required ->
          new RequiredRule(changed, required.after(), required.due(), required.title());
    };
  }

  public static ProhibitedRule unless(ProhibitedRule rule, String... phrases) {
    return new ProhibitedRule(
        head(rule.id(), rule.phrases(), List.of(phrases)),
        rule.distinct(),
        rule.within(),
        rule.cooldown(),
        rule.keepOnGap());
  }

  private static RuleHead head(String id, List<String> phrases, List<String> unless) {
    return new RuleHead(
        id,
        1,
        "0".repeat(64),
        "{}",
        SpeakerScope.AGENT,
        Mode.LIVE,
        Optional.empty(),
        0,
        false,
        phrases,
        unless,
        Severity.HIGH,
        "Verify disclosure.",
        0);
  }

  private static RuleHead copy(
      RuleHead head,
      List<String> phrases,
      Mode mode,
      Optional<String> language,
      double confidence,
      int version) {
    return new RuleHead(
        head.id(),
        version,
        head.hash(),
        head.source(),
        head.speaker(),
        mode,
        language,
        confidence,
        head.keepDisfluencies(),
        phrases,
        head.unless(),
        head.severity(),
        head.message(),
        head.tolerance());
  }
}
