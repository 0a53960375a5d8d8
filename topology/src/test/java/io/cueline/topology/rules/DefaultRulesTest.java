package io.cueline.topology.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.topology.rules.Hit.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultRulesTest {

  private static final RuleSet RULES = RuleFile.defaults();
  private static final RuleSnapshot SNAPSHOT = RuleSnapshot.of(1, RULES.engine(), RULES.rules());

  private static List<Hit> hits(String rule, Role role, String text) {
    return SNAPSHOT.match("", text).stream()
        .filter(hit -> hit.rule().id().equals(rule) && hit.role() == role)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the rate is fine",
        "the interest rate is good",
        "your appointment is at 5",
        "the interest rate may be 5%",
        "annual statements are free",
      })
  void noRateIsDisclosed(String text) {
    assertThat(hits("rate-disclosure", Role.PHRASE, text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the annual rate is 5.9%",
        "your APR is five point nine percent",
        "an APR of 5.9 to 12.5 percent",
        "the interest rate will be, um, five and a half percent",
        "the annual percentage rate is 4 plus 2",
        "interest is 3.1, 3.5 and 4.2 percent",
      })
  void aRateIsDisclosed(String text) {
    List<Hit> hits = hits("rate-disclosure", Role.PHRASE, text);
    assertThat(hits).hasSize(1);
    assertThat(hits.getFirst().end()).isEqualTo(text.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the cancellation fee is waived",
        "there is a fee of $250",
        "early termination is possible after 12 months",
      })
  void noFeeIsDisclosed(String text) {
    assertThat(hits("early-termination", Role.PHRASE, text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the early termination fee is $1,250.50",
        "there is a cancellation fee of twelve hundred and fifty dollars",
        "the break fee for this contract will be 250 dollars",
        "early termination, uh, fee of $250",
      })
  void aFeeIsDisclosed(String text) {
    assertThat(hits("early-termination", Role.PHRASE, text)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"I lost my card", "what is the exchange rate", "my account is overdrawn"})
  void whereNothingCallsForADisclosureNothingIsPending(String text) {
    assertThat(hits("rate-disclosure", Role.AFTER, text)).isEmpty();
    assertThat(hits("early-termination", Role.AFTER, text)).isEmpty();
  }

  @Test
  void speakingOfALoanOrOfLeavingEarlyCallsForADisclosure() {
    assertThat(hits("rate-disclosure", Role.AFTER, "I want to apply for a loan")).hasSize(1);
    assertThat(hits("rate-disclosure", Role.AFTER, "what's the APR?")).hasSize(1);
    assertThat(hits("early-termination", Role.AFTER, "Can I pay off my plan early?")).hasSize(1);
  }

  @Test
  void theFourAreAsTheDesignSays() {
    assertThat(RULES.rules())
        .extracting(Rule::id)
        .containsExactly(
            "default-keywords", "early-termination", "rate-disclosure", "recording-notice");
    assertThat(hits("default-keywords", Role.PHRASE, "I guarantee a refund or cancel")).hasSize(3);
    assertThat(hits("default-keywords", Role.PHRASE, "guaranteed refunds on cancellation"))
        .isEmpty();
    assertThat(hits("recording-notice", Role.PHRASE, "This call, um, may be recorded.")).hasSize(1);
    RequiredRule notice = (RequiredRule) SNAPSHOT.rule("recording-notice").orElseThrow();
    assertThat(notice.due().time()).contains(Duration.ofSeconds(30));
    assertThat(notice.after()).isEqualTo(new After.Start());
  }
}
