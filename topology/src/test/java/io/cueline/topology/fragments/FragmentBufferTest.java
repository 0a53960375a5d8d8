package io.cueline.topology.fragments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.schemas.FlushCause;
import io.cueline.schemas.Position;
import io.cueline.schemas.Speaker;
import io.cueline.topology.fragments.FragmentEvent.DialogState;
import io.cueline.topology.fragments.FragmentEvent.Ended;
import io.cueline.topology.fragments.FragmentEvent.Said;
import io.cueline.topology.fragments.FragmentEvent.TimeReached;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FragmentBufferTest {

  private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

  private FragmentBuffer buffer = FragmentBuffer.EMPTY;
  private final List<Flush> flushes = new ArrayList<>();
  private long seq;

  @Test
  void wordsThatNobodyFollowsUpAreFlushedThreeSecondsLaterEvenIfTheNextTickIsMuchLater() {
    say(0, Speaker.CUSTOMER, "how do I");
    say(2_000, Speaker.CUSTOMER, "reset my PIN");
    assertThat(buffer.nextDue(FragmentWindows.DEFAULT)).contains(at(5_000));

    apply(new TimeReached(at(60_000)));

    Flush flush = flushes.getFirst();
    assertThat(flush.text()).isEqualTo("how do I reset my PIN");
    assertThat(flush.cause()).isEqualTo(FlushCause.IDLE);
    assertThat(flush.at()).isEqualTo(at(5_000));
    assertThat(flush.first().getSeq()).isEqualTo(0);
    assertThat(flush.last().getSeq()).isEqualTo(1);
    assertThat(flush.receivedAt()).isEqualTo(at(2_000).plusSeconds(1));
    assertThat(buffer.nextDue(FragmentWindows.DEFAULT)).isEmpty();
  }

  @Test
  void aSpeakerWhoNeverPausesIsFlushedTenSecondsAfterTheFirstWord() {
    for (int second = 0; second <= 11; second++) {
      say(second * 1_000L, Speaker.CUSTOMER, "w" + second);
    }

    // Due at 10 s exactly, and so before the fragment of 10 s is added.
    assertThat(texts()).containsExactly("w0 w1 w2 w3 w4 w5 w6 w7 w8 w9");
    assertThat(flushes.getFirst().cause()).isEqualTo(FlushCause.MAX_AGE);
    assertThat(flushes.getFirst().at()).isEqualTo(at(10_000));
    assertThat(buffer.gatherings().getFirst().text()).isEqualTo("w10 w11");
  }

  @Test
  void aFragmentOfTheDueTimeItselfComesTooLateForThatFlush() {
    say(0, Speaker.AGENT, "one moment");
    say(3_000, Speaker.AGENT, "please");

    assertThat(texts()).containsExactly("one moment");
    assertThat(buffer.gatherings().getFirst().text()).isEqualTo("please");
  }

  @Test
  void silenceOfOneSpeakerLeavesTheOtherSpeaking() {
    say(0, Speaker.AGENT, "let me see");
    say(100, Speaker.CUSTOMER, "what is my balance");
    apply(new DialogState(at(500), "customer_silent"));
    assertThat(texts()).containsExactly("what is my balance");
    assertThat(flushes.getFirst().cause()).isEqualTo(FlushCause.DIALOG_STATE);
    assertThat(flushes.getFirst().at()).isEqualTo(at(500));

    apply(new DialogState(at(600), "CUSTOMER_TYPING"));
    assertThat(flushes).hasSize(1);
    apply(new DialogState(at(700), "AGENT_SILENT"));
    assertThat(texts()).containsExactly("what is my balance", "let me see");
  }

  @Test
  void wordsOfNobodyKnownAreFlushedByAnySilence() {
    say(0, Speaker.UNKNOWN, "is there a fee");
    apply(new DialogState(at(400), "AGENT_SILENT"));
    assertThat(texts()).containsExactly("is there a fee");
  }

  @Test
  void theEndOfATurnFlushesAllInTheOrderInWhichTheyBegan() {
    say(0, Speaker.CUSTOMER, "can you");
    say(100, Speaker.AGENT, "sure");
    say(200, Speaker.CUSTOMER, "block my card");
    apply(new DialogState(at(300), "TURN_END"));
    assertThat(texts()).containsExactly("can you block my card", "sure");
  }

  @Test
  void theEndOfTheCallLeavesNothingBehindAndWhatWasDueBeforeKeepsItsOwnTime() {
    say(0, Speaker.CUSTOMER, "first");
    say(2_500, Speaker.AGENT, "second");
    apply(new Ended(at(4_000)));

    assertThat(flushes).extracting(Flush::cause).containsExactly(FlushCause.IDLE, FlushCause.END);
    assertThat(flushes).extracting(Flush::at).containsExactly(at(3_000), at(4_000));
    assertThat(buffer.isIdle()).isTrue();
  }

  @Test
  void laterQueriesSeeTheTurnsBeforeThem() {
    say(0, Speaker.CUSTOMER, "I look at the gold card");
    say(5_000, Speaker.AGENT, "a good choice");
    say(10_000, Speaker.CUSTOMER, "what does it cost");
    apply(new DialogState(at(10_500), "TURN_END"));

    assertThat(flushes.getLast().history())
        .containsExactly(
            new PastTurn(Speaker.CUSTOMER, "I look at the gold card"),
            new PastTurn(Speaker.AGENT, "a good choice"));
  }

  @Test
  void historyIsBoundedAndNeverCutsACharacterInTwo() {
    for (int turn = 0; turn < 20; turn++) {
      say(turn * 10_000L, Speaker.CUSTOMER, "turn " + turn);
    }
    assertThat(buffer.turns()).hasSize(PastTurn.MAX_TURNS);
    assertThat(buffer.turns().getLast().text()).isEqualTo("turn 18");

    say(300_000, Speaker.CUSTOMER, "x" + "\uD83D\uDE00".repeat(1_000));
    apply(new Ended(at(301_000)));
    assertThat(buffer.turns()).hasSize(PastTurn.MAX_TURNS);
    String kept = buffer.turns().getLast().text();
    assertThat(kept.length()).isLessThanOrEqualTo(PastTurn.MAX_CHARACTERS);
    assertThat(Character.isHighSurrogate(kept.charAt(0))).isTrue();
  }

  @Test
  void aFloodOfWordsIsFlushedBeforeItGrowsWithoutBound() {
    for (int each = 0; each < 9; each++) {
      say(each, Speaker.CUSTOMER, "a".repeat(999));
    }
    assertThat(flushes).extracting(Flush::cause).containsOnly(FlushCause.OTHER).hasSize(2);
    assertThat(flushes).allMatch(flush -> flush.text().length() <= FragmentBuffer.MAX_CHARACTERS);
  }

  @Test
  void ofCumulativeTextsOnlyWhatIsNewCounts() {
    cumulative(0, "hello");
    cumulative(500, "hello I have a question");
    cumulative(600, "hello I have a question");
    cumulative(700, "hello I have");
    cumulative(1_000, "hello I have a question about fees");
    apply(new DialogState(at(1_100), "TURN_END"));
    cumulative(5_000, "hello I have a question about fees which card is free");
    apply(new Ended(at(6_000)));
    assertThat(texts()).containsExactly("hello I have a question about fees", "which card is free");
  }

  @Test
  void wordsPutIntoTheMiddleOfACumulativeTextAreFound() {
    cumulative(0, "hello I lost my card hi this is Ann");
    cumulative(500, "hello I lost my card what now hi this is Ann");
    apply(new Ended(at(600)));
    assertThat(texts()).containsExactly("hello I lost my card hi this is Ann what now");
  }

  @Test
  void aTextThatDoesNotRepeatIsNewAndTheOneThatRepeatsBothIsNot() {
    cumulative(0, "hello");
    cumulative(100, "my name is Ann");
    cumulative(200, "hello my name is Ann and you");
    apply(new Ended(at(300)));
    assertThat(texts()).containsExactly("hello my name is Ann and you");
  }

  @Test
  void anHourOfCumulativeTextStaysBoundedAndIsStillReduced() {
    StringBuilder all = new StringBuilder();
    for (int turn = 0; turn < 600; turn++) {
      all.append("this is what was said in turn number ").append(turn);
      all.append(" and a few words more to make it long enough to matter here. ");
      cumulative(turn * 10_000L, all.toString());
    }
    assertThat(all.length()).isGreaterThan(Heard.MAX_CHARACTERS);
    assertThat(buffer.heard().text().length()).isLessThanOrEqualTo(Heard.MAX_CHARACTERS);
    assertThat(buffer.gatherings().getFirst().text())
        .startsWith("this is what was said in turn number 599")
        .hasSizeLessThan(120);
  }

  @Test
  void blankWordsAreNoEvent() {
    say(0, Speaker.CUSTOMER, " \n ");
    assertThat(buffer).isEqualTo(FragmentBuffer.EMPTY);
    assertThatThrownBy(() -> new FragmentWindows(Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void say(long millis, Speaker speaker, String text) {
    apply(new Said(at(millis), speaker, text, false, position(), at(millis).plusSeconds(1)));
  }

  private void cumulative(long millis, String text) {
    apply(new Said(at(millis), Speaker.UNKNOWN, text, true, position(), at(millis)));
  }

  private Position position() {
    return new Position("s", 1L, seq++);
  }

  private void apply(FragmentEvent event) {
    FragmentBuffer.Step step = buffer.on(event, FragmentWindows.DEFAULT);
    buffer = step.next();
    flushes.addAll(step.flushes());
  }

  private List<String> texts() {
    return flushes.stream().map(Flush::text).toList();
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }
}
