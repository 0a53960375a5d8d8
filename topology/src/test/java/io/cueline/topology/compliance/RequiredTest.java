package io.cueline.topology.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Speaker;
import io.cueline.topology.compliance.Decision.ViolationDecided;
import io.cueline.topology.rules.After;
import io.cueline.topology.rules.Due;
import io.cueline.topology.rules.RequiredRule;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleSnapshot;
import io.cueline.topology.rules.SpeakerScope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RequiredTest {

  private static final String NOTICE = "this call may be recorded";

  private static RequiredRule afterHeard(String... phrases) {
    return Rules.required(
        "recording",
        "Recording notice",
        new After.Heard(SpeakerScope.ANY, List.of(phrases)),
        Duration.ofSeconds(30));
  }

  private static RequiredRule dueAfter(int utterances, Optional<Duration> time) {
    return Rules.required(
        "recording",
        "Recording notice",
        new After.Start(),
        new Due(time, OptionalInt.of(utterances)));
  }

  @Test
  void neverSaidIsOverdueAtTheDueTimeAndMissedAtTheEnd() {
    Call call = Call.under(Rules.RECORDING).agent(0, "hello").customer(40, "hi").end(50);

    assertThat(call.steps()).containsExactly("PENDING 0.0", "OVERDUE 30.0", "MISSED 50.0");
    assertThat(call.violations()).containsExactly("recording MISSED 50.0");
    assertThat(call.cues())
        .containsExactly("OPENED 1 [Recording notice] 30.0", "CLOSED 2 [] ended 50.0");
    assertThat(call.outcomes()).containsExactly("recording MISSED");
  }

  @Test
  void noTicksNoMissed() {
    Call call = Call.under(Rules.RECORDING).agent(0, "hello");

    assertThat(call.steps()).containsExactly("PENDING 0.0");
    assertThat(call.tick(29.999).steps()).containsExactly("PENDING 0.0");
    assertThat(call.tick(30).steps()).containsExactly("PENDING 0.0", "OVERDUE 30.0");
  }

  @Test
  void anUtteranceAtTheDueTimeItselfIsLate() {
    Call call = Call.under(Rules.RECORDING).agent(0, "hello").agent(30, NOTICE).end(31);

    assertThat(call.steps()).containsExactly("PENDING 0.0", "OVERDUE 30.0", "LATE 30.0");
    assertThat(call.cues())
        .containsExactly("OPENED 1 [Recording notice] 30.0", "CLOSED 2 [] said 30.0");
    assertThat(call.outcomes()).containsExactly("recording LATE");
    assertThat(call.violations()).isEmpty();
  }

  @Test
  void saidInTheUtteranceThatStartsTheClock() {
    assertThat(Call.under(Rules.RECORDING).agent(0, NOTICE).tick(90).steps())
        .containsExactly("SATISFIED 0.0");
    assertThat(
            Call.under(afterHeard("loan")).agent(0, "hello").agent(3, "a loan, " + NOTICE).steps())
        .containsExactly("SATISFIED 3.0");
  }

  @Test
  void saidBeforeTheClockStarted() {
    Call call =
        Call.under(afterHeard("loan")).agent(0, NOTICE).customer(5, "a loan please").end(90);

    assertThat(call.steps()).containsExactly("SATISFIED 5.0");
  }

  @Test
  void theClockStartsOnce() {
    Call call =
        Call.under(afterHeard("loan"))
            .customer(0, "a loan")
            .agent(10, NOTICE)
            .customer(20, "that loan")
            .end(90);

    assertThat(call.steps()).containsExactly("PENDING 0.0", "SATISFIED 10.0");
  }

  @Test
  void aTriggerNeverHeardAndACallTooShort() {
    assertThat(Call.under(afterHeard("loan")).agent(0, "hello").end(90).outcomes())
        .containsExactly("recording NOT_APPLICABLE");
    assertThat(Call.under(Rules.RECORDING).agent(0, "hello").end(29).outcomes())
        .containsExactly("recording NOT_DUE");
  }

  @Test
  void splitOverTwoUtterancesOfTheSpeaker() {
    assertThat(
            Call.under(Rules.RECORDING).agent(0, "this call may").agent(2, "be recorded").steps())
        .containsExactly("PENDING 0.0", "SATISFIED 2.0");
    assertThat(
            Call.under(Rules.RECORDING)
                .agent(0, "this call may")
                .customer(1, "yes")
                .agent(2, "be recorded")
                .steps())
        .containsExactly("PENDING 0.0");
  }

  @Test
  void splitWhereThePauseIsWrittenDown() {
    for (String pause : List.of("...", "\u2026", ",", " -", " \u2014")) {
      assertThat(
              Call.under(Rules.RECORDING)
                  .agent(0, "this call may" + pause)
                  .agent(2, "... be recorded")
                  .steps())
          .containsExactly("PENDING 0.0", "SATISFIED 2.0");
    }
    assertThat(
            Call.under(Rules.RECORDING)
                .agent(0, "this call may.")
                .agent(2, "Be recorded? No.")
                .steps())
        .containsExactly("PENDING 0.0");
  }

  @Test
  void anUtteranceWithoutWordsDividesNothing() {
    assertThat(
            Call.under(Rules.RECORDING)
                .agent(0, "this call may")
                .customer(1, " ")
                .agent(2, "be recorded")
                .steps())
        .containsExactly("PENDING 0.0", "SATISFIED 2.0");
  }

  @Test
  void saidWithDisfluenciesInside() {
    assertThat(Call.under(Rules.RECORDING).agent(0, "this call, um, may uh be recorded").steps())
        .containsExactly("SATISFIED 0.0");
  }

  @Test
  void saidByTheWrongSpeakerIsNotSaid() {
    Call call = Call.under(Rules.RECORDING).agent(0, "hello").customer(5, NOTICE).end(40);

    assertThat(call.outcomes()).containsExactly("recording MISSED");
    assertThat(call.nearMisses()).containsExactly("WRONG_SPEAKER call may be recorded");
  }

  @Test
  void saidByNobodyKnowsWhomIsUndeterminedWithoutACue() {
    Call call = Call.under(Rules.RECORDING).agent(0, "hello").somebody(5, NOTICE).tick(31).end(40);

    assertThat(call.violations()).containsExactly("recording UNKNOWN_SPEAKER UNDETERMINED 30.0");
    assertThat(call.cues()).isEmpty();
    assertThat(call.outcomes()).containsExactly("recording UNDETERMINED UNKNOWN_SPEAKER");
  }

  @Test
  void aDoubtDoesNotHarmWhoSaysItForCertain() {
    Call call =
        Call.under(Rules.RECORDING).agent(0, "hello").somebody(5, NOTICE).agent(20, NOTICE).end(40);

    assertThat(call.outcomes()).containsExactly("recording SATISFIED");
  }

  @Test
  void doubtfulOnlyAfterTheDueTimeIsShownAndUndetermined() {
    Call call = Call.under(Rules.RECORDING).agent(0, "hello").somebody(35, NOTICE).end(40);

    assertThat(call.steps())
        .containsExactly("PENDING 0.0", "OVERDUE 30.0", "UNDETERMINED UNKNOWN_SPEAKER 40.0");
    assertThat(call.cues())
        .containsExactly("OPENED 1 [Recording notice] 30.0", "CLOSED 2 [] ended 40.0");
  }

  @Test
  void anUnsureRecogniserAndAnotherLanguage() {
    RequiredRule strict = Rules.demanding(Rules.RECORDING, "en", 0.8);
    Call unsure = Call.under(strict).agent(0, "hello");
    unsure
        .take(
            unsure
                .source
                .utterance(5_000, Call.ID, Speaker.AGENT, NOTICE)
                .setConfidence(0.79)
                .build())
        .end(40);
    Call spanish = Call.under(strict).agent(0, "hello");
    spanish
        .take(
            spanish
                .source
                .utterance(5_000, Call.ID, Speaker.AGENT, "hola")
                .setLanguage("es-US")
                .build())
        .end(40);

    assertThat(unsure.outcomes()).containsExactly("recording UNDETERMINED LOW_CONFIDENCE");
    assertThat(spanish.outcomes()).containsExactly("recording UNDETERMINED OTHER_LANGUAGE");
  }

  @Test
  void joinedInProgressIsUndetermined() {
    RuleSnapshot rules =
        RuleSnapshot.of(
            1, io.cueline.topology.rules.EngineSettings.DEFAULT, List.<Rule>of(Rules.RECORDING));
    Call joined = Call.under(rules);
    joined.take(joined.source.connect(0, -10L, 0L)).agent(59.999, "hello").end(120);
    Call whole = Call.under(rules);
    whole.take(whole.source.connect(0, -10L, 0L)).agent(60, "hello").end(120);

    assertThat(joined.outcomes()).containsExactly("recording UNDETERMINED JOINED_IN_PROGRESS");
    assertThat(whole.outcomes()).containsExactly("recording MISSED");
  }

  @Test
  void overdueWithTheThirdUtteranceThatDoesNotSayIt() {
    Call call =
        Call.under(dueAfter(3, Optional.empty()))
            .customer(0, "hello")
            .agent(1, "one")
            .customer(2, "not counted")
            .agent(3, "two")
            .agent(4, "three");

    assertThat(call.steps()).containsExactly("PENDING 0.0", "OVERDUE 4.0");
    assertThat(
            Call.under(dueAfter(3, Optional.empty()))
                .customer(0, "hello")
                .agent(1, "one")
                .agent(3, "two")
                .agent(4, NOTICE)
                .steps())
        .containsExactly("PENDING 0.0", "SATISFIED 4.0");
  }

  @Test
  void aSpeakerWhoOpensTheCallHasNoUtteranceMore() {
    assertThat(
            Call.under(dueAfter(3, Optional.empty()))
                .agent(0, "hello")
                .customer(1, "hi")
                .agent(2, "two")
                .agent(3, "three")
                .agent(4, NOTICE)
                .steps())
        .containsExactly("PENDING 0.0", "OVERDUE 3.0", "LATE 4.0");
    assertThat(Call.under(dueAfter(1, Optional.empty())).agent(0, "hello").steps())
        .containsExactly("PENDING 0.0", "OVERDUE 0.0");
  }

  @Test
  void wordsThatStartAClockAreNotCountedByIt() {
    RequiredRule rule =
        Rules.required(
            "recording",
            "Recording notice",
            new After.Heard(SpeakerScope.ANY, List.of("loan")),
            new Due(Optional.empty(), OptionalInt.of(1)));

    assertThat(Call.under(rule).agent(0, "a loan").agent(1, "next").steps())
        .containsExactly("PENDING 0.0", "OVERDUE 1.0");
  }

  @Test
  void theEarlierOfTwoDueTimes() {
    RequiredRule both = dueAfter(3, Optional.of(Duration.ofSeconds(30)));

    assertThat(Call.under(both).agent(0, "a").agent(1, "b").agent(30, "c").steps())
        .containsExactly("PENDING 0.0", "OVERDUE 30.0");
    assertThat(Call.under(both).agent(0, "a").agent(1, "b").agent(2, "c").tick(60).steps())
        .containsExactly("PENDING 0.0", "OVERDUE 2.0");
  }

  @Test
  void severalOverdueShareOneCue() {
    RequiredRule fee =
        Rules.saying(
            Rules.required("fee", "Fee", new After.Start(), Duration.ofSeconds(40)), "fee applies");
    RequiredRule rate =
        Rules.saying(
            Rules.required("rate", "Rate", new After.Start(), Duration.ofSeconds(30)),
            "the rate is");
    Call call =
        Call.under(Rules.RECORDING, fee, rate)
            .agent(0, "hello")
            .agent(50, "a fee applies")
            .agent(60, "the rate is high and this call may be recorded")
            .end(70);

    assertThat(call.cues())
        .containsExactly(
            "OPENED 1 [Rate, Recording notice] 30.0",
            "UPDATED 2 [Fee, Rate, Recording notice] 40.0",
            "UPDATED 3 [Rate, Recording notice] 50.0",
            "CLOSED 4 [] said 60.0");
    assertThat(call.all(Decision.CueChanged.class))
        .extracting(Decision.CueChanged::cueId)
        .containsOnly(call.all(Decision.CueChanged.class).getFirst().cueId());
  }

  @Test
  void timersFireInTheOrderOfTheirDueTimesThenOfTheRules() {
    RequiredRule early = Rules.required("z", "Z", new After.Start(), Duration.ofSeconds(10));
    RequiredRule later = Rules.required("a", "A", new After.Start(), Duration.ofSeconds(20));
    RequiredRule same = Rules.required("b", "B", new After.Start(), Duration.ofSeconds(20));
    Call call = Call.under(later, early, same).agent(0, "hello").tick(60);

    assertThat(call.all(Decision.DisclosureStepped.class).stream().skip(3))
        .extracting(step -> step.rule().ruleId())
        .containsExactly("z", "a", "b");
  }

  @Test
  void personalDataStaysOutOfEvidence() {
    RequiredRule rule = afterHeard("my number is");
    Call call =
        Call.under(rule).customer(0, "my number is 123-45-6789 and more").agent(2, "ok").end(40);

    assertThat(call.all(ViolationDecided.class)).hasSize(1);
    assertThat(call.all(ViolationDecided.class).getFirst().evidence())
        .allSatisfy(evidence -> assertThat(evidence.toString()).doesNotContain("6789"));
  }
}
