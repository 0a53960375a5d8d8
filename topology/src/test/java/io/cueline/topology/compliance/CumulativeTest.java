package io.cueline.topology.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Evidence;
import io.cueline.schemas.Speaker;
import io.cueline.topology.compliance.Decision.QueryFlushed;
import io.cueline.topology.compliance.Decision.ViolationDecided;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of an utterance that repeats what the call has said, only what is new counts. */
class CumulativeTest {

  @Test
  void whatIsRepeatedIsNotSaidAgain() {
    Call call = Call.under(Rules.KEYWORDS);
    cumulative(call, 0, "I guarantee it");
    cumulative(call, 5, "I guarantee it and you get a refund");
    cumulative(call, 10, "I guarantee it and you get a refund");
    cumulative(call, 15, "I guarantee it and you get a refund so there");
    call.end(20);

    assertThat(call.violations()).containsExactly("keywords PROHIBITED 5.0");
    assertThat(call.all(ViolationDecided.class).getFirst().evidence())
        .extracting(Evidence::getUtterance)
        .containsExactly("I guarantee it", "and you get a refund");
  }

  @Test
  void aPhraseMayRunOnFromWhatWasThereBeforeWhoeverSpoke() {
    Call call = Call.under(Rules.RECORDING);
    somebody(call, 0, "hello this call");
    somebody(call, 5, "hello this call may be recorded");
    call.tick(60).end(70);

    // Nobody knows whether the agent said it.
    assertThat(call.outcomes()).containsExactly("recording UNDETERMINED UNKNOWN_SPEAKER");
  }

  @Test
  void wordsOfTheOtherChannelBetweenAreFoundAndBeginNoPhrase() {
    Call call = Call.under(Rules.KEYWORDS);
    cumulative(call, 0, "good morning I would like my money");
    cumulative(call, 5, "good morning we guarantee that I would like my money");
    cumulative(call, 9, "good morning we guarantee that I would like my money and a refund");

    assertThat(call.violations()).containsExactly("keywords PROHIBITED 9.0");
  }

  @Test
  void aFrameWithNothingNewIsNoUtterance() {
    Call call = Call.under(Rules.RECORDING);
    cumulative(call, 0, "hello");
    cumulative(call, 5, "hello");
    cumulative(call, 6, "");
    call.end(10);

    assertThat(call.all(Decision.Settled.class)).isNotEmpty();
    assertThat(call.all(Decision.Settled.class).getLast().card().utterances()).isEqualTo(1);
  }

  @Test
  void lookUpsAreFedOnceWithWhatIsNew() {
    Call call = Call.under(Rules.KEYWORDS);
    somebody(call, 0, "how do I");
    somebody(call, 1, "how do I open an account");
    call.tick(10);
    somebody(call, 20, "how do I open an account how much is a card");
    call.tick(30);

    assertThat(flushed(call)).containsExactly("how do I open an account", "how much is a card");
  }

  private static List<String> flushed(Call call) {
    return call.all(QueryFlushed.class).stream().map(each -> each.flush().text()).toList();
  }

  private static void cumulative(Call call, double at, String text) {
    take(call, at, Speaker.AGENT, text);
  }

  private static void somebody(Call call, double at, String text) {
    take(call, at, Speaker.UNKNOWN, text);
  }

  private static void take(Call call, double at, Speaker speaker, String text) {
    call.take(
        call.source.utterance(Call.millis(at), Call.ID, speaker, text).setCumulative(true).build());
  }
}
