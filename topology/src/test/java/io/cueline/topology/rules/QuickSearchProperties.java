package io.cueline.topology.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Our own search must find what RE2/J finds, to the character. */
class QuickSearchProperties {

  private record Span(int start, int end) {}

  @Property(tries = 3000)
  void itFindsWhatRe2Finds(@ForAll("patterns") String pattern, @ForAll("texts") String text) {
    Optional<Phrase.Expression> compiled = compiled(pattern);
    if (compiled.isEmpty()) {
      return;
    }
    Phrase.Expression expression = compiled.get();
    List<Span> careful = new ArrayList<>();
    expression.findCarefully(
        text, () -> new Steps(Steps.MOST), (start, end) -> careful.add(new Span(start, end)));

    List<Span> quick = new ArrayList<>();
    expression.find(
        text, () -> new Steps(Steps.MOST), (start, end) -> quick.add(new Span(start, end)));

    assertThat(quick).as(pattern).isEqualTo(careful);
    Statistics.label("found").collect(!careful.isEmpty());
    Statistics.label("by our own search")
        .collect(expression.quick().isPresent())
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 30));
  }

  private static Optional<Phrase.Expression> compiled(String pattern) {
    try {
      return Optional.of((Phrase.Expression) PhraseCompiler.compile("re:" + pattern));
    } catch (PhraseRefusal refused) {
      return Optional.empty();
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> usual =
        Arbitraries.of(
            "fee", "fees", "refund", "ref", "e", "f", "ee", "no", "1", "25", "5.9%", "$", ".", "-",
            "é", "š", "ж", "'s", "_", "ſ", " ", " ", " ", " ", " ");
    Arbitrary<String> beyond = Arbitraries.of("€", "日", "👍");
    return Arbitraries.frequencyOf(Tuple.of(60, usual), Tuple.of(1, beyond))
        .list()
        .ofMaxSize(16)
        .map(parts -> String.join("", parts).strip().replaceAll(" +", " "));
  }

  @Provide
  Arbitrary<String> patterns() {
    Arbitrary<String> before =
        Arbitraries.of(
            "", "", "", "\\b", "(?<!\\w)", "(?<!\\S)", "(?<=^|\\s)", "(?<=no )", "(?<![f$])", "^");
    Arbitrary<String> behind =
        Arbitraries.of(
            "", "", "", "\\b", "(?!\\w)", "(?!\\S)", "(?=\\s|$)", "(?=ee)", "(?![.,])", "$");
    Arbitrary<String> flags =
        Arbitraries.of("", "", "", "", "", "", "(?i)", "(?s)", "(?is)", "(?m)", "(?U)");
    Arbitrary<String> one =
        Combinators.combine(flags, before, nested(2), behind)
            .as((flag, edge, core, other) -> flag + edge + core + other);
    Arbitrary<String> choice =
        Combinators.combine(one, before, nested(1), behind)
            .as((first, edge, core, other) -> first + "|" + edge + core + other);
    return Arbitraries.frequencyOf(Tuple.of(3, one), Tuple.of(1, choice));
  }

  /** Alternatives and repetitions, so deep. */
  private static Arbitrary<String> nested(int depth) {
    Arbitrary<String> atom = depth == 0 ? atoms() : Arbitraries.oneOf(atoms(), groups(depth));
    Arbitrary<String> times =
        Arbitraries.of("", "", "", "", "?", "*", "+", "??", "*?", "+?", "{2}", "{1,3}", "{0,2}?");
    return Combinators.combine(atom, times)
        .as(String::concat)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(items -> String.join("", items));
  }

  private static Arbitrary<String> groups(int depth) {
    Arbitrary<String> opening =
        Arbitraries.of("(", "(?:", "(?P<name>", "(?i:", "(?s:", "(?-i:", "(?i-s:");
    Arbitrary<List<String>> options = nested(depth - 1).list().ofMinSize(1).ofMaxSize(3);
    return Combinators.combine(opening, options)
        .as((open, inside) -> open + String.join("|", inside) + ")");
  }

  private static Arbitrary<String> atoms() {
    return Arbitraries.of(
        "e",
        "f",
        "fee",
        "ef",
        "E",
        "no",
        "\\s",
        " ",
        ".",
        "\\d",
        "\\w",
        "\\W",
        "\\S",
        "[ef]",
        "[^e]",
        "[^\\w\\s]",
        "[a-f]",
        "[[:alpha:]]",
        "\\pL",
        "\\p{Cyrillic}",
        "[é-ž]",
        "é",
        "É",
        "s",
        "k",
        "\\.",
        "\\$",
        "%",
        "\\x65",
        "\\b",
        "\\B",
        "^",
        "$",
        "\\Qf.\\E",
        "(|e)",
        "€",
        "日");
  }
}
