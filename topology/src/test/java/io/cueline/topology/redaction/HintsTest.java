package io.cueline.topology.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HintsTest {

  @Test
  void smallTalkIsPassedOver() {
    assertThat(Hints.in("Good morning, I'd like one of the 2 gold cards, and how are you?"))
        .isFalse();
    assertThat(Hints.in("You may be the first to get 10%")).isTrue();
  }

  @Property(tries = 20_000)
  void whateverIsFoundHasItsHint(@ForAll("speech") List<String> words) {
    for (String joint : List.of(" ", ", ", "'", "")) {
      String text = String.join(joint, words);
      if (!Redactor.find(text).isEmpty()) {
        assertThat(Hints.in(text)).as(text).isTrue();
      }
    }
  }

  @Provide
  Arbitrary<List<String>> speech() {
    return Arbitraries.of(
            List.of(
                "one",
                "Two",
                "OH",
                "double",
                "twenty",
                "third",
                "thousand",
                "may",
                "June",
                "of",
                "the",
                "born",
                "birthday",
                "my",
                "account",
                "number",
                "is",
                "at",
                "dot",
                "com",
                "ann",
                "@",
                "example.com",
                "jo.smith",
                "gmail.com",
                "email",
                "ext",
                "dash",
                "4",
                "55",
                "1234",
                "x",
                "\u0664",
                "\uFF14",
                "\uFF41",
                "\u00FC",
                "um",
                "to",
                "slash",
                "phone",
                "social",
                "*",
                "and",
                "+",
                "a",
                "b"))
        .list()
        .ofMaxSize(14);
  }
}
