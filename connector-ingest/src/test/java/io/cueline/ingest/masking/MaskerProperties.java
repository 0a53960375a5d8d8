package io.cueline.ingest.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cueline.ingest.support.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of masking whatever is said. */
class MaskerProperties {

  private static final Pattern DIGITS = Pattern.compile("[0-9](?:[ .-]*[0-9])*");

  @Property(tries = 3000)
  void lengthStaysAndTwiceIsOnce(@ForAll("speech") String said) {
    String once = Masker.mask(said);

    assertThat(once).hasSameSizeAs(said);
    assertThat(Masker.mask(once)).isEqualTo(once);
    assertThat(cardIn(once)).as(said).isFalse();
  }

  @Property(tries = 1000)
  void anyTextKeepsItsLength(@ForAll String said) {
    assertThat(Masker.mask(said)).hasSameSizeAs(said);
  }

  @Property(tries = 5000)
  void theFirstLookMissesNothing(@ForAll("speech") String said) {
    assertThat(Masker.mask(said)).isEqualTo(Masker.maskEvery(said));
  }

  @Property(tries = 2000)
  void theFirstLookMissesNothingInAnyText(@ForAll String said, @ForAll("speech") String speech) {
    assertThat(Masker.mask(said + speech)).isEqualTo(Masker.maskEvery(said + speech));
  }

  @Property(tries = 1000)
  void onlyAsterisksReplace(@ForAll("speech") String said) {
    String masked = Masker.mask(said);
    for (int at = 0; at < said.length(); at++) {
      assertThat(masked.charAt(at)).isIn(said.charAt(at), '*');
    }
  }

  @Test
  void naughtyStringsKeepTheirLength() throws IOException {
    JsonNode strings =
        new ObjectMapper().readTree(SharedData.need("attack/naughty-strings.json").toFile());
    for (JsonNode each : strings) {
      String said = each.textValue();
      String masked = Masker.mask(said);
      assertThat(masked).hasSameSizeAs(said);
      assertThat(Masker.mask(masked)).isEqualTo(masked);
    }
  }

  @Test
  void markedCardNumbersAreMasked() throws IOException {
    ObjectMapper json = new ObjectMapper();
    int cards = 0;
    for (String line : Files.readAllLines(SharedData.need("redaction/synthetic-pii.jsonl"))) {
      JsonNode sentence = json.readTree(line);
      String masked = Masker.mask(sentence.path("text").textValue());
      for (JsonNode span : sentence.path("spans")) {
        String digits = span.path("value").asText().replaceAll("[ -]", "");
        if (span.path("type").asText().equals("CREDIT_CARD")
            && digits.matches("[0-9]{13,19}")
            && luhn(digits)) {
          cards++;
          assertThat(masked.substring(span.path("start").asInt(), span.path("end").asInt()))
              .as("%s", sentence.path("text"))
              .matches("[* -]+");
        }
      }
    }
    assertThat(cards).isGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4", "4 ", "pin ", "pin is ", "double ", "twenty ", "cvv 1 ", "-", "o ", "(", "c v "
      })
  void timeGrowsWithLengthOnly(String piece) {
    String text = piece.repeat(1_000_000 / piece.length());

    assertTimeout(Duration.ofSeconds(5), () -> Masker.mask(text));
  }

  @Provide
  Arbitrary<String> speech() {
    List<String> pieces =
        List.of(
            "4111111111111111",
            "4111 1111",
            "1111",
            "11",
            "4",
            "0",
            "7",
            "378282246310005",
            "four",
            "one",
            "oh",
            "double",
            "triple",
            "twenty",
            "eleven",
            "five",
            "um",
            "pin",
            "cvv",
            "cvv2",
            "security code",
            "is",
            "number",
            "the",
            "it's",
            "refund",
            "*",
            "***",
            "(",
            "$",
            "c",
            "v",
            "p",
            "i",
            "n",
            "99",
            "12/27");
    List<String> gaps = List.of(" ", " ", " ", "", "-", ".", ", ", "  ", "\n");
    return Arbitraries.of(pieces)
        .flatMap(piece -> Arbitraries.of(gaps).map(gap -> piece + gap))
        .list()
        .ofMaxSize(24)
        .map(said -> String.join("", said));
  }

  /** By trying every stretch of whole groups: the slow and simple way. */
  private static boolean cardIn(String text) {
    Matcher run = DIGITS.matcher(text);
    while (run.find()) {
      List<String> groups = List.of(run.group().split("[^0-9]+"));
      for (int first = 0; first < groups.size(); first++) {
        for (int behind = first + 1; behind <= groups.size(); behind++) {
          String digits = String.join("", groups.subList(first, behind));
          if (digits.length() >= 13 && digits.length() <= 19 && luhn(digits)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    for (int back = 0; back < digits.length(); back++) {
      int digit = digits.charAt(digits.length() - 1 - back) - '0';
      int weighed = back % 2 == 0 ? digit : digit * 2;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum % 10 == 0;
  }
}
