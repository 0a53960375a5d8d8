package io.cueline.topology.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

  private static List<String> readings(String said) {
    return Reading.of(said).stream().map(reading -> reading.text().text()).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I agree with no one here",
        "at this point we are done",
        "a flat and a half",
        "hundreds of thousands",
        "pay it off",
        "I'd do it in a minute",
      })
  void whatOnlyLooksLikeANumberOrADisfluencyStaysAsItIs(String said) {
    assertThat(readings(said)).hasSize(1);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          five point nine percent            | 5.9 percent           | 5.9%
          five point nine five per cent      | 5.95 per cent         | 5.95%
          point five percent                 | 0.5 percent           | 0.5%
          five and a half percent            | 5.5 percent           | 5.5%
          one percent                        | 1 percent             | 1%
          twelve hundred and fifty dollars   | 1250 dollars          | $1,250
          a hundred dollars                  | 100 dollars           | $100
          two hundred thousand dollars       | 200000 dollars        | $200,000
          one million two hundred thousand and five pounds | 1200005 pounds | £1,200,005
          twenty-five dollars and five cents | 25.05 dollars         | $25.05
          nineteen ninety nine               | 1999                  | 1999
          twenty twenty five                 | 2025                  | 2025
          four one one oh two                | 41102                 | 41102
          one hundred twenty five six        | 125 6                 | 125 6
          between five and six percent       | between 5 and 6 percent | between 5 and 6%
          5 point 9 percent                  | 5.9 percent           | 5.9%
          12 hundred                         | 1200                  | 1200
          """)
  void spokenNumbersAreAlsoReadAsDigits(String said, String words, String signs) {
    assertThat(readings(said)).startsWith(said).contains(words, signs);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          um, this call, uh, may be recorded | this call may be recorded
          it is, you know, like, fine so.    | it is fine.
          well... um... yes                  | well yes
          risk - uh - free                   | risk free
          a risk-free offer, um, that is     | a risk free offer that is
          uh-huh, um, yes                    | uh huh yes
          the so-called fee                  | the so called fee
          you know you know yes              | yes
          so                                 | ~~
          """)
  void disfluenciesAreTakenOutWithTheirCommas(String said, String expected) {
    assertThat(readings(said)).startsWith(said).endsWith(expected);
  }

  @Test
  void anAsideIsTakenOutWithoutWhatMayBeMeant() {
    assertThat(readings("I would, you know, like it"))
        .contains("i would like it", "i would it")
        .hasSize(3);
  }

  @Test
  void hyphensOfWordsMayBeSpacesThoseOfNumbersNot() {
    assertThat(readings("a 30-day risk-free trial")).contains("a 30 day risk free trial");
    assertThat(readings("risk\u2014uh\u2014free")).contains("risk free");
    assertThat(readings("555-1234")).containsExactly("555-1234");
    assertThat(Reading.ofPhrase("risk-free")).containsExactly("risk-free", "risk free");
    assertThat(Reading.ofBeginning("risk-free")).containsExactly("risk-free", "risk free");
  }

  @Test
  void whatWasFoundPointsBackIntoTheTextAsSaid() {
    String said = "The  rate\tis FIVE point nine ﬁxed";
    for (Reading reading : Reading.of(said)) {
      NormalText text = reading.text();
      int at = text.text().indexOf("fixed");
      assertThat(said.substring(text.sourceStart(at), text.sourceEnd(at + 5))).isEqualTo("ﬁxed");
    }
    NormalText digits = Reading.of(said).get(1).text();
    int at = digits.text().indexOf("5.9");
    assertThat(said.substring(digits.sourceStart(at), digits.sourceEnd(at + 1)))
        .isEqualTo("FIVE point nine");
  }

  @Property
  void anyTextIsNormalisedOnceAndForAll(@ForAll @StringLength(max = 60) String said) {
    for (Reading reading : Reading.of(said)) {
      NormalText text = reading.text();
      assertThat(text.text()).doesNotContain("  ").doesNotStartWith(" ").doesNotEndWith(" ");
      int last = 0;
      for (int index = 0; index < text.text().length(); index++) {
        assertThat(text.sourceStart(index)).isBetween(last, said.length() - 1);
        assertThat(text.sourceEnd(index + 1)).isBetween(text.sourceStart(index) + 1, said.length());
        last = text.sourceStart(index);
      }
    }
  }

  @Property
  void normalisingAgainChangesNothing(
      @ForAll @StringLength(max = 40) @CharRange(from = ' ', to = '\u024F') String said) {
    String once = Normaliser.normalise(said).text();
    assertThat(Normaliser.normalise(once).text()).isEqualTo(once);
  }
}
