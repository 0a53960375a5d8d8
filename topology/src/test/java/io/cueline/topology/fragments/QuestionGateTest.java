package io.cueline.topology.fragments;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.schemas.Speaker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionGateTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "!",
        "okay thank you",
        "perfect, bye now",
        "my name is Ann Miller",
        "thanks and have a great day",
        "that's all",
        "eight five seven three",
        "I don't have that with me",
        "I never said that",
        "sorry, I didn't hear you"
      })
  void whereNothingIsAskedNothingIsLookedUp(String text) {
    assertThat(asks(Speaker.CUSTOMER, text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "is there a fee",
        "perfect and what is the check in time for that",
        "ok do they deliver food",
        "so how do I reset my PIN",
        "What's the interest rate",
        "WHAT’S THE RATE",
        "could you tell me about the gold card",
        "I'd like to raise my limit",
        "I lost my debit card",
        "my card does not arrive?",
        "my parcel hasn't arrived",
        "our train was cancelled",
        "they've charged me twice"
      })
  void questionsWishesAndTroublesAreLookedUp(String text) {
    assertThat(asks(Speaker.CUSTOMER, text)).isTrue();
    assertThat(asks(Speaker.UNKNOWN, text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"can I have your full name please?", "is there anything else", "goodbye"})
  void anAgentsQuestionsAreForTheCustomer(String text) {
    assertThat(asks(Speaker.AGENT, text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"let me check the fees for you", "I'll look that up", "i need to check"})
  void anAgentWhoLooksSomethingUpIsHelped(String text) {
    assertThat(asks(Speaker.AGENT, text)).isTrue();
  }

  private static boolean asks(Speaker speaker, String text) {
    return QuestionGate.asks(speaker, text);
  }
}
