package io.cueline.topology.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cueline.schemas.EndCause;
import io.cueline.schemas.FlushCause;
import io.cueline.schemas.Speaker;
import io.cueline.topology.compliance.Decision.Adopted;
import io.cueline.topology.compliance.Decision.Assigned;
import io.cueline.topology.compliance.Decision.Card;
import io.cueline.topology.compliance.Decision.QueryFlushed;
import io.cueline.topology.compliance.Decision.Settled;
import io.cueline.topology.fragments.Flush;
import io.cueline.topology.fragments.PastTurn;
import io.cueline.topology.rules.After;
import io.cueline.topology.rules.Mode;
import io.cueline.topology.rules.RequiredRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LifeTest {

  private static final RequiredRule FEE =
      Rules.saying(
          Rules.required("fee", "Fee", new After.Start(), Duration.ofSeconds(20)), "fee applies");

  @Test
  void stragglersOpenNothingUntilTheMarkerGoes() {
    Call call = Call.under(Rules.KEYWORDS).agent(0, "hello").end(10).agent(11, "guarantee refund");

    assertThat(call.violations()).isEmpty();
    assertThat(call.tick(10 + 1_799.999).run.kept(Call.ID)).isPresent();
    assertThat(call.tick(10 + 1_800).run.kept(Call.ID)).isEmpty();
  }

  @Test
  void theSameIdAfterTheMarkerIsAnotherCall() {
    Call call =
        Call.under(Rules.KEYWORDS).agent(0, "hello").end(10).agent(1_810, "guarantee refund");

    assertThat(call.violations()).containsExactly("keywords PROHIBITED 1810.0");
    assertThat(call.all(Adopted.class)).hasSize(2);
  }

  @Test
  void silenceEndsACallAtItsDueTimeHoweverLateThatIsSeen() {
    Call call = Call.under(Rules.RECORDING).agent(0, "hello").customer(5, "hi");

    assertThat(call.tick(1_804.999).all(Settled.class)).isEmpty();
    Card card = call.tick(2_000).all(Settled.class).getFirst().card();
    assertThat(card.end()).contains(new Decision.End(Source.at(1_805_000), EndCause.IDLE, 0));
    assertThat(call.outcomes()).containsExactly("recording MISSED");
    Call unseen = Call.under(Rules.RECORDING).agent(0, "hello").customer(5, "hi").agent(9_000, "x");
    assertThat(unseen.all(Settled.class).getFirst().card()).isEqualTo(card);
  }

  @Test
  void anEndFlushesTheWordsAndSettlesOnce() {
    Call call = Call.under(Rules.KEYWORDS).customer(0, "what does it cost").end(1).end(2);

    assertThat(call.all(QueryFlushed.class))
        .extracting(query -> query.flush().cause())
        .containsExactly(FlushCause.END);
    assertThat(call.all(Settled.class)).hasSize(1);
  }

  @Test
  void wordsAreFlushedByTicksAtTheirDueTime() {
    Call call = Call.under(Rules.KEYWORDS).customer(0, "what does it cost").tick(8);

    assertThat(call.all(QueryFlushed.class)).extracting(Call::seconds).containsExactly(3.0);
  }

  @Test
  void anAssignmentBeforeTheFirstUtteranceDoesNotStartTheClock() {
    Call call = Call.under(Rules.RECORDING);
    call.take(call.source.assign(0, Call.ID, "anna")).tick(60).agent(70, "hello").tick(99);

    assertThat(call.steps()).containsExactly("PENDING 70.0");
    assertThat(call.all(Adopted.class).getFirst().card().agentIds()).containsExactly("anna");
  }

  @Test
  void aCallThatBecomesAnotherAgentsIsToldAtOnceAndOnce() {
    Call call = Call.under(Rules.RECORDING);
    call.take(call.source.assign(0, Call.ID, "anna")).agent(1, "hello");
    assertThat(call.all(Assigned.class)).isEmpty();

    call.take(call.source.assign(5_000, Call.ID, "bert"));
    call.take(call.source.assign(6_000, Call.ID, "bert"));
    call.take(call.source.assign(7_000, Call.ID, "anna"));

    assertThat(call.all(Assigned.class))
        .extracting(Call::seconds, told -> told.card().agent().agentId().orElseThrow())
        .containsExactly(tuple(5.0, "bert"), tuple(7.0, "anna"));
    assertThat(call.all(Assigned.class).getLast().card().agentIds())
        .containsExactly("anna", "bert");
  }

  @Test
  void anOpenCallAdoptsARevisionAtItsNextUtteranceAndNotBefore() {
    Call call =
        Call.under(Rules.snapshot(1, Rules.KEYWORDS, Rules.RECORDING))
            .agent(0, "hello refund")
            .publish(Rules.snapshot(2, Rules.KEYWORDS, FEE))
            .tick(31);

    assertThat(call.cues()).containsExactly("OPENED 1 [Recording notice] 30.0");

    call.agent(40, "guarantee").end(70);

    assertThat(call.cues())
        .containsSequence("OPENED 1 [Recording notice] 30.0", "CLOSED 2 [] removed 40.0");
    assertThat(call.violations()).containsExactly("keywords PROHIBITED 40.0");
    assertThat(call.all(Adopted.class).getLast().card().adoptions())
        .extracting(adoption -> adoption.getRevision())
        .containsExactly(1L, 2L);
    // The call had begun when the rule came: it is skipped.
    assertThat(call.outcomes()).containsExactly("fee NOT_APPLICABLE", "keywords VIOLATION");
  }

  @Test
  void theEndIsJudgedByWhatWasAdopted() {
    Call call =
        Call.under(Rules.snapshot(1, Rules.RECORDING))
            .agent(0, "hello")
            .publish(Rules.snapshot(2, Rules.KEYWORDS))
            .end(40);

    assertThat(call.outcomes()).containsExactly("recording MISSED");
  }

  @Test
  void aRuleThatIsRemovedOrOnlyShadowedClosesItsCues() {
    Call call =
        Call.under(Rules.snapshot(1, Rules.KEYWORDS, Rules.prohibited("other", 2)))
            .agent(0, "guarantee refund")
            .publish(Rules.snapshot(2, Rules.in(Mode.SHADOW, Rules.KEYWORDS)))
            .customer(5, "yes")
            .end(9);

    assertThat(call.cues())
        .containsExactly(
            "OPENED 1 [Verify disclosure.] 0.0",
            "OPENED 1 [Verify disclosure.] 0.0",
            "CLOSED 2 [] removed 5.0",
            "CLOSED 2 [] removed 5.0");
  }

  @Test
  void idsTellWhatCausedThem() {
    Call once = Call.under(Rules.KEYWORDS).agent(0, "guarantee refund");
    Call again = Call.under(Rules.KEYWORDS).agent(0, "guarantee refund");
    Call later = Call.under(Rules.KEYWORDS).customer(0, "hi").agent(0, "guarantee refund");

    String id = once.all(Decision.ViolationDecided.class).getFirst().violationId();
    assertThat(again.all(Decision.ViolationDecided.class).getFirst().violationId()).isEqualTo(id);
    assertThat(later.all(Decision.ViolationDecided.class).getFirst().violationId())
        .isNotEqualTo(id);
  }

  @Test
  void feedbackOnAnUnknownOrEndedCallIsToldAndOpensNothing() {
    Call call = Call.under(Rules.KEYWORDS);
    call.take(call.source.feedback(0, Call.ID, "card-1", "ACCEPTED"));
    assertThat(call.run.kept(Call.ID)).isEmpty();
    call.agent(1, "hello").end(2).take(call.source.feedback(3_000, Call.ID, "card-2", "REJECTED"));

    assertThat(call.all(Decision.FeedbackGiven.class))
        .extracting(Decision.FeedbackGiven::subjectId)
        .containsExactly("card-1", "card-2");
  }

  @Test
  void aSourceOfFragmentsIsAloneInFeedingThem() {
    Call call = Call.under(Rules.KEYWORDS);
    Source fragments = new Source("fragments");
    call.take(fragments.connect(0))
        .agent(0, "let me check that")
        .take(
            fragments
                .frame(io.cueline.schemas.FrameKind.FRAGMENT, 500)
                .setInteractionId(Call.ID)
                .setSpeaker(Speaker.CUSTOMER)
                .setText("what does it cost")
                .build())
        .customer(1, "what does it cost")
        .end(2);

    assertThat(call.all(QueryFlushed.class))
        .extracting(query -> query.flush().text())
        .containsExactly("let me check that", "what does it cost");
  }

  @Test
  void onlyWordsThatAskBecomeAQueryAndTheOthersItsHistoryRedacted() {
    Call call = Call.under(Rules.KEYWORDS);
    call.agent(0, "good morning")
        .customer(10, "hi, my number is 555 123")
        .customer(20, "4567, what does the gold card cost")
        .end(30);

    assertThat(call.all(QueryFlushed.class)).hasSize(1);
    Flush asked = call.all(QueryFlushed.class).getFirst().flush();
    assertThat(asked.text()).isEqualTo("****, what does the gold card cost");
    assertThat(asked.history())
        .extracting(PastTurn::text)
        .containsExactly("good morning", "hi, my number is *** ***");
  }
}
