package io.cueline.topology.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the rate is 5.9% on $1,250,000.50",
        "that is 250000.50 in all",
        "call me at 5",
        "this call may be recorded and monitored",
        "one of the two or three accounts",
        "I was at the bank",
        "flat 12, 45 Main Street",
        "a double room in May",
      })
  void whatIdentifiesNobodyStays(String text) {
    assertThat(Redactor.redact(text)).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ssn 460-89-9847 ok           | SOCIAL_SECURITY | 460-89-9847
          my account is 85731890       | ACCOUNT         | 85731890
          GB56HXDO88167774656119 is it | ACCOUNT         | GB56HXDO88167774656119
          card 4111 1111 1111 1111     | CARD            | 4111 1111 1111 1111
          on +46 (0)8 928 571 38 today | PHONE           | +46 (0)8 928 571 38
          dial 345-899-3560x4587       | PHONE           | 345-899-3560x4587
          mail jo.smith@mail.example.  | EMAIL           | jo.smith@mail.example
          it's john dot smith at mail dot com | EMAIL    | john dot smith at mail dot com
          born 2/8/1935 there          | DATE_OF_BIRTH   | 2/8/1935
          on 1979-09-27 yes            | DATE_OF_BIRTH   | 1979-09-27
          the 27th of September 1979   | DATE_OF_BIRTH   | 27th of September 1979
          on September twenty seventh nineteen seventy nine | DATE_OF_BIRTH | September twenty seventh nineteen seventy nine
          my birthday is the third of May | DATE_OF_BIRTH | third of May
          """)
  void whatIdentifiesSomebodyIsMasked(String text, PersonalSpan.Kind kind, String secret) {
    List<PersonalSpan> spans = Redactor.find(text);
    assertThat(spans)
        .extracting(span -> text.substring(span.start(), span.end()))
        .containsExactly(secret);
    assertThat(spans.getFirst().kind()).isEqualTo(kind);
    assertThat(Redactor.redact(text)).doesNotContain(secret).hasSameSizeAs(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "four one one one two two two two",
        "double five three seven nine oh one two",
        "it is eight five 7 3 one eight nine oh",
      })
  void spokenDigitsAreMaskedAsWell(String text) {
    assertThat(Redactor.redact(text)).matches("(it is )?[* ]+");
  }

  @Property
  void theLengthIsKeptAndMaskingAgainChangesNothing(@ForAll("anything") String text) {
    String once = Redactor.redact(text);
    assertThat(once).hasSameSizeAs(text);
    assertThat(Redactor.redact(once)).isEqualTo(once);
  }

  @Property(tries = 50)
  void anyUnicodeIsSurvived(@ForAll @StringLength(max = 200) String text) {
    assertThat(Redactor.redact(text)).hasSameSizeAs(text);
  }

  @Provide
  Arbitrary<String> anything() {
    return Arbitraries.of(
            "12", "2024", "555", "-", " ", ".", "/", "@", "jo", "may", "first", "at", "dot", "com",
            "seven", "double", "twenty", "(", "+", "x", ",", "born ", "ß", "٣")
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }
}
