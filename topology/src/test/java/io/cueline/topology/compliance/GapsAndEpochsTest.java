package io.cueline.topology.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Frame;
import io.cueline.schemas.Speaker;
import io.cueline.topology.compliance.Decision.CueChanged;
import io.cueline.topology.rules.After;
import io.cueline.topology.rules.RequiredRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GapsAndEpochsTest {

  private static final String NOTICE = "this call may be recorded";

  @Test
  void framesLostInsideTheWindowLeaveItUndetermined() {
    Call call = Call.under(Rules.RECORDING).agent(0, "hello").lose(10, 20).agent(40, "yes").end(50);

    assertThat(call.violations()).containsExactly("recording GAP UNDETERMINED 30.0");
    assertThat(call.cues()).isEmpty();
  }

  @Test
  void dueWithinTheGapIsDueKnowingOfIt() {
    Call call = Call.under(Rules.RECORDING).agent(0, "hello").lose(29, 60).tick(61);

    assertThat(call.steps()).containsExactly("PENDING 0.0", "UNDETERMINED GAP 30.0");
  }

  @Test
  void dueBeforeTheGapIsOverdueFirstAndUndeterminedAtTheEnd() {
    Call call = Call.under(Rules.RECORDING).agent(0, "hello").lose(30, 60).end(70);

    assertThat(call.steps())
        .containsExactly("PENDING 0.0", "OVERDUE 30.0", "UNDETERMINED GAP 70.0");
    assertThat(call.cues())
        .containsExactly("OPENED 1 [Recording notice] 30.0", "CLOSED 2 [] ended 70.0");
  }

  @Test
  void saidForCertainAfterAGap() {
    Call call = Call.under(Rules.RECORDING).agent(0, "hello").lose(5, 10).agent(20, NOTICE).end(50);

    assertThat(call.outcomes()).containsExactly("recording SATISFIED");
  }

  @Test
  void aGapReturnsKeywordMatchToIdleAndSaysWhatWasLost() {
    Call call = Call.under(Rules.KEYWORDS).agent(0, "a refund").lose(5, 10).agent(20, "guarantee");

    assertThat(call.violations()).isEmpty();
    assertThat(call.nearMisses()).containsExactly("LOST_IN_GAP refund");
    assertThat(
            Call.under(Rules.keptOnGap(Rules.KEYWORDS))
                .agent(0, "a refund")
                .lose(5, 10)
                .agent(20, "guarantee")
                .violations())
        .containsExactly("keywords PROHIBITED 20.0");
  }

  @Test
  void noPhraseRunsOnAcrossAGap() {
    Call call =
        Call.under(Rules.RECORDING).agent(0, "this call may").lose(5, 10).agent(11, "be recorded");

    assertThat(call.steps()).containsExactly("PENDING 0.0");
  }

  @Test
  void aReconnectThatLostNothingLeavesNoDoubt() {
    Call call = Call.under(Rules.RECORDING).agent(0, "hello");
    call.take(call.source.connect(10_000)).agent(40, "yes").end(50);

    assertThat(call.outcomes()).containsExactly("recording MISSED");
  }

  @Test
  void aFrameOfAnOlderEpochDecidesNothingButLeavesADoubt() {
    Call call = Call.under(Rules.KEYWORDS, Rules.RECORDING).agent(0, "hello refund");
    Frame late = call.source.says(5_000, Call.ID, Speaker.AGENT, "guarantee " + NOTICE);
    call.take(call.source.connect(10_000)).take(late).agent(40, "yes").end(50);

    assertThat(call.violations()).containsExactly("recording OLDER_EPOCH UNDETERMINED 50.0");
    assertThat(call.outcomes())
        .containsExactly("keywords CLEAR", "recording UNDETERMINED OLDER_EPOCH");
  }

  @Test
  void aCallThatGoesOnFromAnotherSourceMayHaveLostWordsOnTheWay() {
    Source other = new Source("stt-push@two");
    Call call = Call.under(Rules.RECORDING).agent(0, "hello");
    call.take(other.connect(-60_000))
        .take(other.says(40_000, Call.ID, Speaker.AGENT, "as I said"))
        .take(other.end(50_000, Call.ID));

    assertThat(call.outcomes()).containsExactly("recording UNDETERMINED OTHER_SOURCE");
  }

  @Test
  void anOlderEpochsDoubtIsHeededFromTheNextWordOn() {
    Call call = Call.under(Rules.RECORDING).agent(0, "hello");
    Frame late = call.source.says(5_000, Call.ID, Speaker.AGENT, NOTICE);
    call.take(call.source.connect(10_000)).take(late).customer(20, "yes").end(50);

    assertThat(call.steps()).containsExactly("PENDING 0.0", "UNDETERMINED OLDER_EPOCH 30.0");
    assertThat(call.cues()).isEmpty();
  }

  @Test
  void aFrameTwiceCountsOnceAndAnOldOneAgainLeavesNoDoubt() {
    Call call = Call.under(Rules.KEYWORDS, Rules.RECORDING);
    Frame first = call.source.says(0, Call.ID, Speaker.AGENT, "a refund");
    Frame second = call.source.says(1_000, Call.ID, Speaker.AGENT, "guarantee");
    call.take(first).take(second).take(second).take(first);
    call.take(call.source.connect(10_000)).take(second).end(50);

    assertThat(call.violations())
        .containsExactly("keywords PROHIBITED 1.0", "recording MISSED 50.0");
  }

  @Test
  void anOutageOfOursIsNotACallersSilence() {
    Call call = Call.under(Rules.RECORDING).agent(0, NOTICE).lose(60, 7_200);

    assertThat(call.tick(7_200 + 1_799).all(Decision.Settled.class)).isEmpty();
    assertThat(call.tick(7_200 + 1_800).all(Decision.Settled.class)).hasSize(1);
  }

  @Test
  void ticksOfAnEpochThatIsOverMoveNothing() {
    Call call = Call.under(Rules.RECORDING).agent(0, "hello");
    Frame late = call.source.tick(60_000);
    call.take(call.source.connect(10_000)).take(late);

    assertThat(call.steps()).containsExactly("PENDING 0.0");
  }

  @Test
  void anotherSourceTakesOverAndWhatTheFirstLostStillCounts() {
    Call call = Call.under(Rules.RECORDING).agent(0, "hello");
    Source second = new Source("second");
    call.lose(5, 10)
        .take(second.connect(0))
        .take(second.says(20_000, Call.ID, Speaker.CUSTOMER, "yes"))
        .tick(100)
        .take(second.tick(29_000));

    assertThat(call.steps()).containsExactly("PENDING 0.0");
    assertThat(call.take(second.tick(30_000)).steps())
        .containsExactly("PENDING 0.0", "UNDETERMINED GAP 30.0");
  }

  @Test
  void whoseItIsFromAnotherSourceHoldsFromTheNextWordOn() {
    RequiredRule fee = Rules.required("fee", "Fee", new After.Start(), Duration.ofSeconds(60));
    Call call = Call.under(Rules.RECORDING, fee);
    Source desk = new Source("desk");
    call.take(desk.connect(0))
        .take(desk.assign(5, Call.ID, "anna"))
        .agent(0, "hello")
        .take(desk.assign(20_000, Call.ID, "bert"))
        .tick(31)
        .customer(40, "yes")
        .tick(61)
        .end(70);

    assertThat(call.all(CueChanged.class))
        .extracting(cue -> cue.agent().agentId().orElse("nobody"))
        .containsExactly("anna", "bert", "bert");
    assertThat(call.all(Decision.Settled.class).getFirst().card().agentIds())
        .containsExactly("anna", "bert");
    assertThat(call.steps()).startsWith("PENDING 0.0", "PENDING 0.0", "OVERDUE 30.0");
  }
}
