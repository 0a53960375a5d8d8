package io.cueline.topology.knowledge.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a < b and c > d|a < b and c > d",
        "<p>One</p><p>Two &amp; three</p>|One~Two & three",
        "<script>alert('x')</script>kept|kept",
        "before<!-- hidden --> after|before after",
        "&lt;script&gt;alert(1)&lt;/script&gt;left|left",
        "<img src=x onerror=alert(1)|img src=x onerror=alert(1)",
        "## Heading~- **bold** point|Heading~bold point",
        "&#72;&#x69; &unknown; &|Hi &unknown; &",
        "<script>never closed|''",
        "zero\u200Bwidth \u202Eturned\u202C|zerowidth turned"
      })
  void onlyWhatPeopleReadStays(String given, String plain) {
    assertThat(PlainText.of(given.replace('~', '\n'))).isEqualTo(plain.replace('~', '\n'));
  }

  @Property(tries = 500)
  void noTagSurvivesWhateverComes(@ForAll @CharRange(from = '\0', to = '\u3000') String text) {
    assertThat(PlainText.of(text)).doesNotContainPattern("<[a-zA-Z/!?][^>]*>");
  }

  @Property(tries = 500)
  void noTagSurvivesAmongTheLettersOfTags(
      @ForAll
          @net.jqwik.api.constraints.Chars({'<', '>', '/', '!', '-', 'b', '&', 'l', 't', ';', 'g'})
          String text) {
    assertThat(PlainText.of(text)).doesNotContainPattern("<[a-zA-Z/!?][^>]*>");
  }

  @Test
  void hugeBrokenMarkupTakesNoTime() {
    String broken = "<!--<script><a &lt;&".repeat(10_000);
    Assertions.assertTimeout(Duration.ofSeconds(2), () -> PlainText.of(broken + "<b>"));
  }
}
