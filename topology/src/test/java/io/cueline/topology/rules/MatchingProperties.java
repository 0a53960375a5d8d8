package io.cueline.topology.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class MatchingProperties {

  private static final List<String> WORDS =
      List.of(
          "refund",
          "refunded",
          "refnd",
          "cancle",
          "dolars",
          "fef",
          "cancel",
          "fee",
          "the",
          "no",
          "in full",
          "um",
          "like",
          "you know",
          "five",
          "point",
          "nine",
          "percent",
          "5.9%",
          "$1,250.50",
          "hundred",
          "dollars",
          "can't",
          "ＦＥＥ",
          "one",
          "so");

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> gaps = Arbitraries.of(" ", " ", " ", ", ", "  ", "-", ". ");
    return Combinators.combine(Arbitraries.of(WORDS), gaps)
        .as((word, gap) -> word + gap)
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> phrases() {
    Arbitrary<String> literal =
        Arbitraries.of(WORDS)
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(words -> String.join(" ", words));
    Arbitrary<String> ending = literal.filter(text -> !text.endsWith("%")).map(text -> text + "*");
    Arbitrary<String> atom =
        Arbitraries.of(
            "refund(ed)?",
            "fee",
            "(no|the)",
            "\\s+",
            " ",
            "[fc]ee",
            "cancel\\w*",
            ".",
            "\\d+",
            "(5\\.9%|\\$1,250)",
            "(in )?full",
            "x?",
            "(?:um|like)",
            "(no |can.t )?fee",
            "(refund|cancel(led|ing)?|fees?) ",
            "(fe|no ){1,2}",
            "[^ ]*?nd",
            "f.{0,4}e",
            "\\w+ ",
            "\\b",
            "percent");
    Arbitrary<String> edge = Arbitraries.of("", "", "\\b", "(?<!\\w)", "(?<!\\S)", "(?<=^|\\s)");
    Arbitrary<String> behind = Arbitraries.of("", "", "\\b", "(?!\\w)", "(?=\\s|$)", "(?![.,])");
    Arbitrary<String> regex =
        Combinators.combine(edge, atom.list().ofMinSize(1).ofMaxSize(4), behind)
            .as((before, atoms, after) -> before + String.join("", atoms) + after);
    return Arbitraries.oneOf(literal, ending, regex.map(text -> "re:" + text));
  }

  @Property(tries = 800)
  void whatTheIndexFindsIsWhatTryingEverythingFinds(
      @ForAll("phrases") String one,
      @ForAll("phrases") String other,
      @ForAll("phrases") String third,
      @ForAll("texts") String tail,
      @ForAll("texts") String text,
      @ForAll @IntRange(max = 2) int tolerance) {
    List<String> phrases =
        new LinkedHashSet<>(List.of(one, other, third, "fee"))
            .stream().filter(this::usable).toList();
    RuleSnapshot rules = tolerant(phrases, tolerance);

    List<Hit> quick = rules.match(tail, text);

    assertThat(quick).isEqualTo(rules.matchSlowly(tail, text).hits());
    assertThat(quick).isSortedAccordingTo(Hit.ORDER);
    assertThat(found(quick)).containsAll(found(tolerant(phrases, 0).match(tail, text)));
    for (Hit hit : quick) {
      assertThat(hit.end()).isBetween(1, text.length());
      assertThat(hit.start()).isGreaterThanOrEqualTo(-tail.length() - 1);
    }
  }

  private static RuleSnapshot tolerant(List<String> phrases, int tolerance) {
    return RuleSamples.phrases(
        phrases, "unless: ['no fee', 're:can.t']", "tolerance: " + tolerance);
  }

  /** Phrases found; a tolerant hit may be wider than the exact one inside it. */
  private static Set<Integer> found(List<Hit> hits) {
    return hits.stream().map(Hit::phrase).collect(Collectors.toSet());
  }

  @Property(tries = 2000)
  void wordsAreAsFarApartAsTheSimplestWayOfCountingSays(
      @ForAll @StringLength(max = 6) @Chars({'a', 'b', 'c'}) String one,
      @ForAll @StringLength(max = 6) @Chars({'a', 'b', 'c'}) String other,
      @ForAll @IntRange(max = 2) int edits) {
    assertThat(Tolerant.within(one, other, edits)).isEqualTo(apart(one, other) <= edits);
  }

  private static int apart(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Math.max(one.length(), other.length());
    }
    int change = one.charAt(0) == other.charAt(0) ? 0 : 1;
    int replaced = change + apart(one.substring(1), other.substring(1));
    int removed = 1 + apart(one.substring(1), other);
    return Math.min(replaced, Math.min(removed, 1 + apart(one, other.substring(1))));
  }

  private boolean usable(String phrase) {
    try {
      PhraseCompiler.compile(phrase);
      return true;
    } catch (PhraseRefusal refused) {
      return false;
    }
  }

  @Provide
  Arbitrary<String> cores() {
    return Arbitraries.of("e", "ef?", "e+f", "(e|ef)", "\\$e", "e[ef]", "e( f)?", "f.", "[ef]{2}");
  }

  @Property(tries = 2000)
  void boundariesMeanWhatTheyMeanToAnEngineThatLooksAround(
      @ForAll("cores") String core,
      @ForAll("befores") String before,
      @ForAll("afters") String after,
      @ForAll("plain") String text) {
    String normal = text.strip().replaceAll(" +", " ");
    Matcher matcher = Pattern.compile(before + core + after).matcher(normal);

    List<Hit> hits = RuleSamples.phrase("re:" + before + core + after).match("", normal);

    assertThat(!hits.isEmpty()).isEqualTo(matcher.find());
    if (!hits.isEmpty()) {
      assertThat(hits.getFirst().start()).isEqualTo(matcher.start());
    }
  }

  @Provide
  Arbitrary<String> befores() {
    return Arbitraries.of("", "(?<!\\w)", "(?<!\\S)", "(?<=^|\\s)", "(?<![ef$])", "(?<=f)");
  }

  @Provide
  Arbitrary<String> afters() {
    return Arbitraries.of("", "(?!\\w)", "(?!\\S)", "(?=\\s|$)", "(?![f.])", "(?=e)");
  }

  @Provide
  Arbitrary<String> plain() {
    return Arbitraries.strings().withChars("eeff $.").ofMaxLength(12);
  }
}
