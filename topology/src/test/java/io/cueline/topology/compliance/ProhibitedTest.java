package io.cueline.topology.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Evidence;
import io.cueline.schemas.Speaker;
import io.cueline.schemas.Step;
import io.cueline.topology.compliance.Decision.CueChanged;
import io.cueline.topology.compliance.Decision.ViolationDecided;
import io.cueline.topology.rules.Cooldown;
import io.cueline.topology.rules.Mode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProhibitedTest {

  @Test
  void onePhraseTwiceIsNoViolation() {
    Call call = Call.under(Rules.KEYWORDS).agent(0, "a refund").agent(5, "the refund").end(9);

    assertThat(call.violations()).isEmpty();
    assertThat(call.outcomes()).containsExactly("keywords CLEAR");
  }

  @Test
  void twoPhrasesInOneUtteranceAreAViolationAtOnce() {
    Call call = Call.under(Rules.KEYWORDS).agent(2, "I guarantee you a refund");

    assertThat(call.violations()).containsExactly("keywords PROHIBITED 2.0");
    ViolationDecided violation = call.all(ViolationDecided.class).getFirst();
    assertThat(violation.evidence())
        .extracting(Evidence::getText)
        .containsExactly("guarantee", "refund");
    assertThat(violation.path())
        .extracting(Step::getState)
        .containsExactly("KEYWORD_MATCH", "VIOLATION");
    assertThat(call.cues()).containsExactly("OPENED 1 [Verify disclosure.] 2.0");
  }

  @Test
  void theSamePhraseAgainRefreshesTheEvidence() {
    Call call =
        Call.under(Rules.within(Rules.KEYWORDS, Duration.ofSeconds(10)))
            .agent(0, "a refund")
            .agent(8, "that refund")
            .agent(17, "guarantee");

    ViolationDecided violation = call.all(ViolationDecided.class).getFirst();
    assertThat(violation.evidence())
        .extracting(evidence -> evidence.getAt())
        .containsExactly(Source.at(8_000), Source.at(17_000));
  }

  /** Of a split card no more is kept than the few digits that were said before it showed. */
  @Test
  void aNumberSplitOverTwoUtterancesIsMaskedAsSoonAsItShows() {
    Call call =
        Call.under(Rules.KEYWORDS)
            .agent(0, "a refund to 4111 11")
            .agent(2, "11 1111 1111, I guarantee that");

    assertThat(call.all(ViolationDecided.class).getFirst().evidence())
        .extracting(Evidence::getUtterance)
        .containsExactly("a refund to 4111 11", "** **** ****, I guarantee that");
  }

  @Test
  void olderHitsFade() {
    Call call =
        Call.under(Rules.within(Rules.KEYWORDS, Duration.ofSeconds(10)))
            .agent(0, "a refund")
            .agent(10.001, "guarantee")
            .agent(12, "guarantee")
            .agent(20.001, "refund");

    assertThat(call.violations()).containsExactly("keywords PROHIBITED 20.001");
  }

  @Test
  void aHitExactlyAsOldAsAllowedStillCounts() {
    Call call =
        Call.under(Rules.within(Rules.KEYWORDS, Duration.ofSeconds(10)))
            .agent(0, "a refund")
            .agent(10, "guarantee");

    assertThat(call.violations()).containsExactly("keywords PROHIBITED 10.0");
  }

  @Test
  void nothingMoreFiresInTheUtteranceOfAViolationNorInCooldown() {
    Call call =
        Call.under(Rules.KEYWORDS)
            .agent(0, "guarantee refund guarantee cancelled refund")
            .customer(1, "what")
            .agent(2, "guarantee refund")
            .agent(3, "guarantee")
            .agent(4, "refund")
            .end(5);

    assertThat(call.violations())
        .containsExactly("keywords PROHIBITED 0.0", "keywords PROHIBITED 4.0");
    var outcome = call.all(Decision.Settled.class).getFirst().card().outcomes().getFirst();
    assertThat(outcome.getHits()).isEqualTo(9);
    assertThat(outcome.getViolations()).isEqualTo(2);
  }

  @Test
  void aCooldownByTimeEndsWithItsLastMoment() {
    Call call =
        Call.under(Rules.with(Rules.KEYWORDS, new Cooldown.Time(Duration.ofSeconds(30))))
            .agent(0, "guarantee refund")
            .agent(29.999, "guarantee refund")
            .agent(30, "guarantee refund");

    assertThat(call.violations())
        .containsExactly("keywords PROHIBITED 0.0", "keywords PROHIBITED 30.0");
  }

  @Test
  void distinctOneSkipsKeywordMatch() {
    Call call = Call.under(Rules.prohibited("one", 1)).agent(0, "a refund");

    assertThat(call.all(ViolationDecided.class).getFirst().path())
        .extracting(Step::getState)
        .containsExactly("VIOLATION");
  }

  @Test
  void aViolationInTheLastUtteranceIsRecordedAndItsCueClosedByTheEnd() {
    Call call = Call.under(Rules.KEYWORDS).agent(0, "a refund").agent(7, "guarantee").end(7);

    assertThat(call.violations()).containsExactly("keywords PROHIBITED 7.0");
    assertThat(call.cues())
        .containsExactly("OPENED 1 [Verify disclosure.] 7.0", "CLOSED 2 [] ended 7.0");
    assertThat(call.outcomes()).containsExactly("keywords VIOLATION");
  }

  @Test
  void wordsOfOthersAreNearMisses() {
    Call call =
        Call.under(Rules.unless(Rules.KEYWORDS, "no guarantee"))
            .customer(0, "guarantee")
            .somebody(1, "refund")
            .agent(2, "there is no guarantee of that")
            .agent(3, "refund")
            .end(4);

    assertThat(call.violations()).isEmpty();
    assertThat(call.nearMisses())
        .containsExactly(
            "WRONG_SPEAKER guarantee", "UNKNOWN_SPEAKER refund", "VOIDED_BY_UNLESS guarantee");
  }

  @Test
  void aPhraseInsideALongerWordIsNone() {
    Call call = Call.under(Rules.KEYWORDS).agent(0, "refundable guaranteed").end(1);

    assertThat(call.nearMisses()).isEmpty();
    assertThat(call.outcomes()).isEmpty();
    assertThat(call.all(Decision.Settled.class).getFirst().card().end())
        .map(Decision.End::clear)
        .contains(1);
  }

  @Test
  void shadowIsRecordedAndNotShown() {
    Call call =
        Call.under(Rules.in(Mode.SHADOW, Rules.KEYWORDS)).agent(0, "guarantee refund").end(1);

    assertThat(call.violations()).hasSize(1);
    assertThat(call.cues()).isEmpty();
  }

  @Test
  void acknowledgementClosesTheCueOfThatViolation() {
    Call call =
        Call.under(Rules.with(Rules.KEYWORDS, new Cooldown.Time(Duration.ZERO)))
            .agent(0, "guarantee refund")
            .agent(1, "guarantee refund");
    String second = call.all(CueChanged.class).get(1).cueId();

    call.take(call.source.feedback(2_000, Call.ID, second, "acknowledged")).end(3);

    assertThat(call.cues())
        .containsExactly(
            "OPENED 1 [Verify disclosure.] 0.0",
            "OPENED 1 [Verify disclosure.] 1.0",
            "CLOSED 2 [] acknowledged 2.0",
            "CLOSED 2 [] ended 3.0");
    assertThat(call.all(CueChanged.class).get(2).cueId()).isEqualTo(second);
    assertThat(call.all(Decision.FeedbackGiven.class)).hasSize(1);
  }

  @Test
  void partialUtterancesMoveNothing() {
    Call call = Call.under(Rules.KEYWORDS);
    call.take(
            call.source
                .utterance(0, Call.ID, Speaker.AGENT, "guarantee refund")
                .setIsFinal(false)
                .build())
        .end(1);

    assertThat(call.violations()).isEmpty();
    assertThat(call.all(Decision.Adopted.class)).isEmpty();
  }
}
