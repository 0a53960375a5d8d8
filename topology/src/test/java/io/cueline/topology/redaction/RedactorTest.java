package io.cueline.topology.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
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
        "the office is at 17031 2202 Rissik Street",
        "send it to 3378 217 Lovers Lane",
        "it is in my account of $85731",
        "in 2019, 2020, 2021 and 2022",
        "a screen of 1920x1080",
        "it went from 5166.2011 to 7.25",
        "look at example.com or come at noon",
        "the first of the second half of 2024",
        "I was born here and it is 5 miles away",
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
          mail jo.smith at example.com | EMAIL           | jo.smith at example.com
          write to ann at gmail.com    | EMAIL           | ann at gmail.com
          it's jo dot um smith at uh mail dot com | EMAIL | jo dot um smith at uh mail dot com
          my e-mail is ann marie smith at mail dot com | EMAIL | ann marie smith at mail dot com
          write to ann smith forty six at mail dot com | EMAIL | ann smith forty six at mail dot com
          at 345-899-3560 ext. 4587 ok | PHONE           | 345-899-3560 ext. 4587
          five five five dash one two three four | PHONE | five five five dash one two three four
          four five two dash five one dash eight nine two four | SOCIAL_SECURITY | four five two dash five one dash eight nine two four
          4 5 2 5 1 8 9 2 4            | SOCIAL_SECURITY | 4 5 2 5 1 8 9 2 4
          my S S N is 9847             | SOCIAL_SECURITY | 9847
          3458993560 is my mobile      | PHONE           | 3458993560
          the code 9498777106 that is  | ACCOUNT         | 9498777106
          my fax is 9498777106         | PHONE           | 9498777106
          call 555 um 123 4567 please  | PHONE           | 555 um 123 4567
          five five five uh one two three four | PHONE   | five five five uh one two three four
          my policy number is 55120    | ACCOUNT         | 55120
          licence number 2270-66-1551  | ACCOUNT         | 2270-66-1551
          my social is 460 899 847     | SOCIAL_SECURITY | 460 899 847
          last four of my social 9847  | SOCIAL_SECURITY | 9847
          logged in from 179.177.214.91 | INTERNET_ADDRESS | 179.177.214.91
          on 03.93.92.16.85 or so      | PHONE           | 03.93.92.16.85
          it's the 18th of the 7th 1936 ok | DATE_OF_BIRTH | 18th of the 7th 1936
          the twenty first of the second nineteen eighty | DATE_OF_BIRTH | twenty first of the second nineteen eighty
          date of birth yes it's 05 03 80 | DATE_OF_BIRTH | 05 03 80
          I was born in 1985           | DATE_OF_BIRTH   | 1985
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

  @ParameterizedTest
  @ValueSource(
      strings = {"may 1 of the ", "born is ", "12 um ", "a@", "at dot com ", "1a", "two of "})
  void timeGrowsWithTheLengthAlone(String part) {
    String text = part.repeat(300_000 / part.length());
    assertThat(text.length()).isGreaterThan(299_000);
    assertTimeout(Duration.ofSeconds(5), () -> Redactor.redact(text));
  }

  @Test
  void anAtSignWithNothingBeforeItHidesNoAddressBehindIt() {
    String once = Redactor.redact("@12122024-jo@12");
    assertThat(Redactor.redact(once)).isEqualTo(once).doesNotContain("jo");
  }

  @Property(tries = 3000)
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
