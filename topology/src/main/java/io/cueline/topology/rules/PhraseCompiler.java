package io.cueline.topology.rules;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.cueline.topology.rules.PatternNode.Choice;
import io.cueline.topology.rules.PatternNode.Empty;
import io.cueline.topology.rules.PatternNode.Group;
import io.cueline.topology.rules.PatternNode.Sequence;
import io.cueline.topology.text.Characters;
import io.cueline.topology.text.Normaliser;
import io.cueline.topology.text.Reading;
import java.util.ArrayList;
import java.util.List;

/** Turns a phrase as written in a rule file into something that can be found. Pure. */
final class PhraseCompiler {

  /** What stands before a regular expression. */
  static final String REGEX = "re:";

  private static final int LONGEST = 1000;
  private static final int LARGEST_PROGRAM = 1000;

  private PhraseCompiler() {}

  /**
   * Phrases in use, by their text: of ten thousand rules mostly one changes, and the others are
   * compiled already.
   */
  private static final Cache<Key, Phrase> COMPILED = Caffeine.newBuilder().weakValues().build();

  private record Key(String phrase, int tolerance) {}

  static Phrase compile(String phrase) throws PhraseRefusal {
    return compile(phrase, 0);
  }

  /**
   * @param tolerance how many letters of a literal phrase's word may be wrong, 0 to 2
   */
  static Phrase compile(String phrase, int tolerance) throws PhraseRefusal {
    Key key = new Key(phrase, tolerance);
    Phrase known = COMPILED.getIfPresent(key);
    if (known != null) {
      return known;
    }
    Phrase exact = compiled(phrase, phrase.startsWith(REGEX));
    Phrase compiled =
        tolerance > 0 && exact instanceof Phrase.Words words
            ? Tolerant.of(words, tolerance)
            : exact;
    COMPILED.put(key, compiled);
    return compiled;
  }

  private static Phrase compiled(String phrase, boolean regex) throws PhraseRefusal {
    if (phrase.length() > LONGEST) {
      throw new PhraseRefusal(
          "a phrase of more than %d characters".formatted(LONGEST), "use several phrases");
    }
    if (regex) {
      return expression(phrase.substring(REGEX.length()).strip());
    }
    return words(phrase.strip());
  }

  private static Phrase words(String phrase) throws PhraseRefusal {
    boolean anyEnding = phrase.endsWith("*");
    String words = anyEnding ? phrase.substring(0, phrase.length() - 1) : phrase;
    if (words.indexOf('*') >= 0) {
      throw new PhraseRefusal(
          "'*' may only stand at the end of a phrase", "write it as a regular expression, re:…");
    }
    String normal = Normaliser.normalise(words).text();
    if (normal.isEmpty()) {
      throw new PhraseRefusal("an empty phrase", "write the words to listen for");
    }
    if (anyEnding && (words.endsWith(" ") || !Characters.wordAt(normal, normal.length() - 1))) {
      throw new PhraseRefusal(
          "'*' without a word before it", "write the word's beginning, cancel*");
    }
    return anyEnding
        ? new Phrase.Words(Reading.ofBeginning(words), true)
        : new Phrase.Words(Reading.ofPhrase(words), false);
  }

  private static Phrase expression(String raw) throws PhraseRefusal {
    if (raw.isEmpty()) {
      throw new PhraseRefusal("an empty regular expression", "write one after re:");
    }
    String pattern = raw.replace('\u2019', '\'').replace('\u2018', '\'');
    PatternNode root = PatternParser.parse(pattern);
    if (PatternNode.size(root) > LARGEST_PROGRAM) {
      throw tooLarge(); // before RE2/J writes the repetitions out
    }
    List<String> groups = new ArrayList<>();
    String source = rewritten(pattern, root, groups);
    Pattern whole = compiled(source);
    Pattern core = groups.isEmpty() ? whole : compiled(withoutChecks(pattern, root));
    if (core.matcher("").matches()) {
      throw new PhraseRefusal(
          "it matches nothing at all, and so would be found in every utterance",
          "let at least one word be required");
    }
    return new Phrase.Expression(
        whole,
        List.copyOf(groups),
        QuickCompiler.compile(source, !isPlain(source), groups),
        new RequiredSets(RequiredPieces.of(root), PatternNode.needsDigit(pattern, root)));
  }

  private static Pattern compiled(String source) throws PhraseRefusal {
    Pattern compiled;
    try {
      compiled = Pattern.compile(source, isPlain(source) ? 0 : Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException failure) {
      throw new PhraseRefusal(
          "not a regular expression we can use: " + failure.getDescription(), "");
    } catch (RuntimeException | StackOverflowError failure) {
      throw new PhraseRefusal("not a regular expression we can use", "");
    }
    if (compiled.programSize() > LARGEST_PROGRAM) {
      throw tooLarge();
    }
    return compiled;
  }

  /**
   * Whether case makes no difference, as the texts' letters are all small: RE2/J is quicker where
   * it need not think of it.
   */
  private static boolean isPlain(String written) {
    String source = written.replace(Boundaries.WORD, "").replace("(?P<", "");
    boolean escaped = false;
    for (int index = 0; index < source.length(); index++) {
      char character = source.charAt(index);
      boolean large = character >= 'A' && character <= 'Z';
      boolean plainEscape =
          "bBdDsSwWAznrtf".indexOf(character) >= 0 || !Character.isLetterOrDigit(character);
      if (character >= 127 || (escaped ? !plainEscape : large)) {
        return false;
      }
      escaped = !escaped && character == '\\';
    }
    return !source.contains("[:");
  }

  private static String withoutChecks(String pattern, PatternNode root) throws PhraseRefusal {
    List<Edges> options = options(root);
    List<String> cores = new ArrayList<>();
    for (Edges option : options) {
      cores.add(option.core(pattern));
    }
    return flags(pattern, root) + "(?:" + String.join("|", cores) + ")";
  }

  private static String rewritten(String pattern, PatternNode root, List<String> groups)
      throws PhraseRefusal {
    List<Edges> options = options(root);
    if (options.stream().allMatch(Edges::open)) {
      return pattern;
    }
    List<String> sources = new ArrayList<>();
    for (Edges option : options) {
      String name = "cueline" + groups.size();
      groups.add(name);
      sources.add(
          Boundaries.expression(pattern, true, option.before())
              + "(?P<%s>%s)".formatted(name, option.core(pattern))
              + Boundaries.expression(pattern, false, option.behind()));
    }
    return flags(pattern, root) + "(?:" + String.join("|", sources) + ")";
  }

  /** Flags for the whole pattern, at its very beginning. */
  private static String flags(String pattern, PatternNode root) {
    PatternNode first = root instanceof Choice choice ? choice.options().getFirst() : root;
    StringBuilder flags = new StringBuilder();
    if (first instanceof Sequence sequence) {
      for (PatternNode item : sequence.items()) {
        if (!(item instanceof Empty empty) || !empty.source().startsWith("(?")) {
          break;
        }
        flags.append(pattern, item.from(), item.to());
      }
    }
    return flags.toString();
  }

  /** A top-level alternative: its checks at both edges and what is between. */
  private record Edges(
      List<PatternNode> before, List<PatternNode> items, List<PatternNode> behind) {

    boolean open() {
      return before.isEmpty() && behind.isEmpty();
    }

    String core(String pattern) {
      return pattern.substring(items.getFirst().from(), items.getLast().to());
    }
  }

  private static List<Edges> options(PatternNode root) throws PhraseRefusal {
    List<Edges> edges = new ArrayList<>();
    for (PatternNode option : root instanceof Choice choice ? choice.options() : List.of(root)) {
      List<PatternNode> items = ((Sequence) option).items();
      if (items.size() == 1
          && items.getFirst() instanceof Group group
          && PatternNode.looksAround(group)) {
        edges.addAll(options(group.body()));
      } else {
        edges.add(edges(items));
      }
    }
    return edges;
  }

  private static Edges edges(List<PatternNode> items) throws PhraseRefusal {
    int from = 0;
    while (from < items.size() && isFlags(items.get(from))) {
      from++;
    }
    int start = from;
    while (from < items.size() && Boundaries.isCheck(items.get(from), true)) {
      from++;
    }
    int to = items.size();
    while (to > from && Boundaries.isCheck(items.get(to - 1), false)) {
      to--;
    }
    List<PatternNode> core = items.subList(from, to);
    if (core.isEmpty()) {
      throw new PhraseRefusal(
          "an alternative that matches nothing, and so would be found in every utterance",
          "let at least one word be required");
    }
    for (PatternNode item : core) {
      if (PatternNode.looksAround(item)) {
        throw new PhraseRefusal(
            "look-arounds are supported at the edges of a pattern only",
            "put what must not stand there into 'unless'");
      }
    }
    return new Edges(items.subList(start, from), core, items.subList(to, items.size()));
  }

  private static boolean isFlags(PatternNode item) {
    return item instanceof Empty empty && empty.source().startsWith("(?");
  }

  private static PhraseRefusal tooLarge() {
    return new PhraseRefusal(
        "a regular expression that is too large to be matched quickly", "use smaller repetitions");
  }
}
