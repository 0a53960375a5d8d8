package io.cueline.ingest.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<p>Fees are <b>low</b>.</p>|Fees are low.",
        "<b>bo</b>ld|bold",
        "a &amp; b &lt;c&gt; &#8364;5 &#x20AC;6 &unknown; &|a & b <c> €5 €6 &unknown; &",
        "a <!-- hidden --> b|'a \n b'",
        "x<script>alert('no')</script>y|x y",
        "rate < 5 and > 3|rate < 5 and > 3",
        "## Heading|Heading",
        "**bold** and _slanted_ and `code`|bold and slanted and code",
        "snake_case stays 3*4|snake_case stays 3*4",
        "see [the terms](https://bank/terms) now|see the terms now",
        "![logo](x.png) text|logo text",
        "an [unfinished](link|an [unfinished](link",
        "&#1114112; stays|&#1114112; stays"
      })
  void marksGoAndWordsStay(String source, String plain) {
    assertThat(PlainText.of(source).replaceAll("\\s+", " "))
        .isEqualTo(plain.replaceAll("\\s+", " "));
  }

  @Test
  void paragraphsStay() {
    assertThat(PlainText.of("# One\n\n\n\n- first\n- second\n<br><br>end"))
        .isEqualTo("One\n\n- first\n- second\n\nend");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<", "<a", "&", "&#", "[", "](", "*", "<script>", "<!--", "\n", "# "})
  void timeGrowsWithLengthOnly(String piece) {
    String text = piece.repeat(500_000 / piece.length());

    assertTimeout(Duration.ofSeconds(5), () -> PlainText.of(text));
  }
}
