package io.cueline.ingest.masking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "4111 1111, 1111 1111",
        "4111\u00a01111\u20111111\u20071111",
        "4111\u200b111111111111",
        "378282246310005",
        "30569309025904",
        "6304000000000000000",
        "４１１１１１１１１１１１１１１１",
        "four one one one one one one one one one one one one one one one",
        "Four one one one, one one one one, one one one one, one one one one",
        "four one double one double one double one double one double one double one double one",
        "four triple one triple one triple one triple one triple one",
        "four one one one um one one one one uh one one one one one one one one",
        "four 1 1 1 one one one one 1111 1111",
        "4111 dash 1111 dash 1111 hyphen 1111",
        "forty-one eleven eleven eleven eleven eleven eleven eleven",
        "five one oh five one oh five one oh five one oh five one oh oh"
      })
  void cardNumbersGoHoweverTheyAreSaid(String number) {
    String masked = Masker.mask("My card is " + number + " thanks");

    assertThat(masked).hasSameSizeAs("My card is " + number + " thanks");
    assertThat(masked).startsWith("My card is *").endsWith(" thanks");
    assertThat(masked.substring(11, 11 + number.length()))
        .as(number)
        .doesNotContainPattern("[0-9０-９]|one|four|five|oh|eleven|forty|um|uh|dash");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the cvv is 123|the cvv is ***",
        "CVV: 1234.|CVV: ****.",
        "CVV2 is 123|CVV2 is ***",
        "cvc 987 please|cvc *** please",
        "my security code, uh, it's 9 8 7|my security code, uh, it's * * *",
        "the three digits on the back are 555|the three digits on the back are ***",
        "c v v one two three|c v v *** *** *****",
        "my pin is 4321|my pin is ****",
        "PIN number is four three two one|PIN number is **** ***** *** ***",
        "the pin code that would be double four two one|the pin code that would be ****** **** *** ***",
        "my PIN, okay, is 12-34|my PIN, okay, is **-**",
        "my PIN is four three um two one|my PIN is **** ***** ** *** ***",
        "card verification value 123|card verification value ***",
        "the 3 digit security code is 321|the 3 digit security code is ***"
      })
  void codesGoAfterTheWordsThatAnnounceThem(String said, String masked) {
    assertThat(Masker.mask(said)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "no numbers at all",
        "4111111111111112",
        "order 12345678901234567890123",
        "call me at 555 123 4567",
        "that is 5.9 percent for 24 months",
        "the pin is in the mail, it takes 3 to 5 days",
        "I spun 1234 wheels",
        "a safety pin from 1850",
        "please enter your PIN on the key pad, then 1",
        "security is our code since 1999",
        "double trouble",
        "one or two of them, no more than twenty",
        "the fee is $1,250.50 and the rate 5.9%"
      })
  void whatIsNoneStaysAsItIs(String said) {
    assertThat(Masker.mask(said)).isSameAs(said);
  }

  @Test
  void whatComesBehindACardWithoutAWordBetweenSavesItNot() {
    assertThat(Masker.mask("4111 1111 1111 1111 12 27 123")).startsWith("**** **** **** ****");
    assertThat(Masker.mask("it is 7 4111111111111111")).endsWith(" ****************");
    assertThat(Masker.mask("pin 4111111111111111222233334444")).isEqualTo("pin " + "*".repeat(28));
  }

  @Test
  void lettersOfOtherPlanesKeepTheirPlaces() {
    String said = "😀 𝟜𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙 😀";

    assertThat(Masker.mask(said)).isEqualTo("😀 " + "**".repeat(16) + " 😀");
  }
}
