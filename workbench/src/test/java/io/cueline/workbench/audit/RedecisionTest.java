package io.cueline.workbench.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cueline.schemas.Adoption;
import io.cueline.schemas.ConfigAction;
import io.cueline.schemas.ConfigLogEntry;
import io.cueline.schemas.EngineSettings;
import io.cueline.schemas.Frame;
import io.cueline.schemas.FrameKind;
import io.cueline.schemas.Position;
import io.cueline.schemas.Revision;
import io.cueline.schemas.RuleRef;
import io.cueline.schemas.RuleVersion;
import io.cueline.schemas.Speaker;
import io.cueline.schemas.Violation;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleFile;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that changed while a call ran: each utterance is judged by those of its moment again. */
class RedecisionTest {

  private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
  private static final String FIRST = rule("guarantee");
  private static final String SECOND = rule("promise");

  @Test
  void eachUtteranceIsJudgedByTheRevisionAdoptedThere() {
    Redecision again = decide(rules(FIRST, SECOND), adoption(1, 0), adoption(2, 2));

    assertThat(again.violations().values())
        .extracting(
            Violation::getRevision, violation -> violation.getEvidence().getFirst().getText())
        .containsExactly(tuple(1L, "guarantee"), tuple(2L, "promise"));
    assertThat(again.cards().getLast().getAdoptions())
        .extracting(Adoption::getRevision)
        .containsExactly(1L, 2L);
  }

  @Test
  void otherAdoptionsMakeOtherDecisions() {
    Redecision again = decide(rules(FIRST, SECOND), adoption(2, 0));

    assertThat(again.violations().values())
        .extracting(violation -> violation.getEvidence().getFirst().getText())
        .containsExactly("promise", "promise");
  }

  @Test
  void aRevisionThatTheLogForgotIsSaidToBeGone() {
    assertThatThrownBy(() -> decide(rules(FIRST), adoption(2, 0)))
        .isInstanceOf(RecordedRules.Gone.class)
        .hasMessageContaining("revision 2");
  }

  @Test
  void aRuleWhoseTextWasChangedAfterwardsProvesNothing() {
    RecordedRules rules = rules(FIRST);
    RuleVersion forged = RuleVersion.newBuilder(version(1, FIRST)).setSource(SECOND).build();
    rules.take(log(ConfigAction.PUBLISHED, 1).setRule(forged).build());

    assertThatThrownBy(() -> decide(rules, adoption(1, 0)))
        .isInstanceOf(RecordedRules.Gone.class)
        .hasMessageContaining("another hash");
  }

  private static Redecision decide(RecordedRules rules, Adoption... adoptions) {
    Redecision again = new Redecision("call", List.of(adoptions), rules);
    again.take(frame(0, FrameKind.EPOCH, "").setInteractionId(null).build());
    Stream.of("I guarantee it", "I promise it", "I guarantee that", "I promise that")
        .forEach(words -> again.take(frame(again.frames(), FrameKind.UTTERANCE, words).build()));
    again.take(frame(again.frames(), FrameKind.END, "").build());
    return again;
  }

  private static Frame.Builder frame(int seq, FrameKind kind, String text) {
    Instant at = START.plusSeconds(60L * seq);
    return Frame.newBuilder()
        .setTenant("demo")
        .setSource("transcripts")
        .setEpoch(1L)
        .setSeq((long) seq)
        .setAt(at)
        .setReceivedAt(at)
        .setKind(kind)
        .setInteractionId("call")
        .setSpeaker(Speaker.AGENT)
        .setText(text);
  }

  private static Adoption adoption(long revision, int seq) {
    return new Adoption(
        revision, new Position("transcripts", 1L, (long) seq), START.plusSeconds(60L * seq));
  }

  private static RecordedRules rules(String... sources) {
    RecordedRules rules = new RecordedRules();
    for (int at = 0; at < sources.length; at++) {
      RuleVersion version = version(at + 1, sources[at]);
      rules.take(log(ConfigAction.PUBLISHED, at + 1).setRule(version).build());
      Revision revision =
          Revision.newBuilder()
              .setNumber(at + 1L)
              .setBase((long) at)
              .setPublication("p")
              .setRules(List.of(new RuleRef("word", at + 1, version.getHash())))
              .setEngine(EngineSettings.newBuilder().build())
              .setPublishedBy("ann")
              .setPublishedAt(START)
              .setReason("test")
              .build();
      rules.take(log(ConfigAction.REVISION, at + 1).setRevision(revision).build());
    }
    return rules;
  }

  private static RuleVersion version(int number, String source) {
    if (!(RuleFile.parseRule("test", source) instanceof RuleFile.RuleResult.Accepted(Rule rule))) {
      throw new AssertionError("refused: " + source);
    }
    return RuleVersion.newBuilder()
        .setRuleId("word")
        .setVersion(number)
        .setHash(rule.hash())
        .setSource(source)
        .setPublishedBy("ann")
        .setPublishedAt(START)
        .build();
  }

  private static ConfigLogEntry.Builder log(ConfigAction action, long revision) {
    return ConfigLogEntry.newBuilder()
        .setAction(action)
        .setRevisionNumber(revision)
        .setPublishedBy("ann")
        .setPublishedAt(START)
        .setReason("test");
  }

  private static String rule(String phrase) {
    return "{\"id\":\"word\",\"kind\":\"prohibited\",\"phrases\":[\"%s\"],\"distinct\":1}"
        .formatted(phrase);
  }
}
