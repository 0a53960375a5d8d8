package io.cueline.bench;

import io.cueline.topology.rules.EngineSettings;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleFile;
import io.cueline.topology.rules.RuleSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Rule books of any size, as compliance officers of a bank write them: half of the rules are
 * literal phrases, half regular expressions with alternatives, endings, numbers and look-arounds.
 * One in two hundred is made of words in a row from the very utterances it is tried on, so that
 * something is found; the others of word lists, so that much is nearly found. The same every time.
 */
final class GeneratedRules {

  private static final List<String> VERBS =
      words(
          "guarantee promise refund cancel waive approve reverse dispute transfer deposit withdraw"
              + " charge invest open close renew extend upgrade confirm verify update report block"
              + " activate replace order expedite cover insure forgive reduce double collect record"
              + " monitor disclose recommend advise authorize process settle consolidate refinance");
  private static final List<String> NOUNS =
      words(
          "account refund fee balance payment transfer loan mortgage card rate interest deposit"
              + " statement charge limit credit debit branch appointment password address check"
              + " savings return investment premium policy penalty discount insurance contract"
              + " transaction overdraft agreement application identity claim bonus reward offer"
              + " schedule invoice money order lawyer complaint supervisor security signature tax"
              + " income portfolio fund dividend pension annuity warranty commission surcharge"
              + " installment principal collateral escrow title appraisal closing cost point lender"
              + " borrower beneficiary trustee");
  private static final List<String> QUALITIES =
      words(
          "annual monthly early late free guaranteed immediate instant full partial final special"
              + " exclusive limited hidden additional minimum maximum fixed variable average certain"
              + " safe secure risk-free tax-free best lowest highest good great new current pending"
              + " outstanding overdue unauthorized fraudulent lost stolen temporary permanent direct");
  private static final List<String> OPENINGS =
      words("you'll we'll they you we nobody everybody clients customers members");

  private final Random random = new Random(20_26);

  private final List<List<String>> spoken;
  private final Set<String> given = new HashSet<>();

  private GeneratedRules(List<String> utterances) {
    this.spoken =
        utterances.stream()
            .distinct()
            .map(text -> words(text.toLowerCase(Locale.ROOT).replaceAll("[^a-z' ]+", "")))
            .filter(words -> words.size() >= 4)
            .toList();
  }

  /** Literals and regular expressions in turn, no phrase twice. */
  static List<String> phrases(int count, List<String> utterances) {
    GeneratedRules generator = new GeneratedRules(utterances);
    Set<String> phrases = new LinkedHashSet<>();
    while (phrases.size() < count) {
      boolean literal = phrases.size() % 2 == 0;
      boolean turn = phrases.size() % 400 >= 398 && !generator.spoken.isEmpty();
      List<String> words = turn ? generator.heard() : List.of();
      boolean heard = !words.isEmpty();
      if (literal) {
        phrases.add(heard ? String.join(" ", words) : generator.literal());
      } else {
        phrases.add("re:" + (heard ? generator.expression(words) : generator.expression()));
      }
    }
    return List.copyOf(phrases);
  }

  /** A rule a phrase, compiled. */
  static RuleSnapshot compiled(int count, List<String> utterances) {
    return count == 0
        ? RuleSnapshot.EMPTY
        : RuleSnapshot.of(1, EngineSettings.DEFAULT, rules(count, utterances));
  }

  /** The same, the rules that are shipped among them; no call counts as joined in progress. */
  static RuleSnapshot compiledWithDefaults(int count, List<String> utterances) {
    List<Rule> all = new ArrayList<>(RuleFile.defaults().rules());
    all.addAll(rules(count - all.size(), utterances));
    return RuleSnapshot.of(1, EngineSettings.DEFAULT.withJoinWindow(Duration.ZERO), all);
  }

  private static List<Rule> rules(int count, List<String> utterances) {
    StringBuilder yaml = new StringBuilder("rules:\n");
    int number = 0;
    for (String phrase : phrases(count, utterances)) {
      yaml.append("- id: rule-").append(number++);
      yaml.append("\n  kind: prohibited\n  distinct: 1\n  phrases: ['");
      yaml.append(phrase.replace("'", "''")).append("']\n");
    }
    return switch (RuleFile.parse("generated.yaml", yaml.toString())) {
      case RuleFile.Result.Accepted accepted -> accepted.rules().rules();
      case RuleFile.Result.Refused refused ->
          throw new IllegalStateException(refused.errors().toString());
    };
  }

  /**
   * Four to six words in a row, two of them of five letters or more; none twice, and empty in the
   * end.
   */
  private List<String> heard() {
    for (int tries = 0; tries < 1000; tries++) {
      List<String> words = spoken.get(random.nextInt(spoken.size()));
      int length = Math.min(words.size(), 4 + random.nextInt(3));
      int from = random.nextInt(words.size() - length + 1);
      List<String> sequence = words.subList(from, from + length);
      boolean plain = sequence.stream().allMatch(word -> word.matches("[a-z][a-z']*"));
      boolean content = sequence.stream().filter(word -> word.length() >= 5).count() >= 2;
      if (plain && content && given.add(String.join(" ", sequence))) {
        return sequence;
      }
    }
    return List.of();
  }

  private String expression(List<String> words) {
    String last = words.getLast();
    String before = String.join("\\s+", words.subList(0, words.size() - 1));
    return switch (random.nextInt(4)) {
      case 0 -> "\\b" + before + "\\s+" + last + "\\b";
      case 1 -> before + " (" + last + "|" + noun() + "|" + verb() + ")";
      case 2 -> "(?<!\\w)(" + before + "|" + opening() + " " + verb() + ") " + last + "s?(?!\\w)";
      default -> before + "( \\w+)? " + last;
    };
  }

  private String literal() {
    return switch (random.nextInt(10)) {
      case 0 -> quality() + " " + noun();
      case 1 -> verb() + " your " + noun();
      case 2 -> noun() + " " + noun();
      case 3 -> "we will " + verb() + " the " + noun();
      case 4 -> quality() + " " + noun() + " " + noun();
      case 5 -> quality() + " " + noun() + "*";
      case 6 -> random.nextBoolean() ? amount() + " " + noun() : rate() + " " + noun();
      case 7 -> "I can " + verb() + " " + quality() + " " + noun();
      case 8 -> "no " + quality() + " " + noun();
      default -> opening() + " " + verb() + " it";
    };
  }

  private String expression() {
    return switch (random.nextInt(12)) {
      case 0 -> verb() + "(ed|ing)? (your|the|my) " + noun();
      case 1 -> "\\b(no|zero|without) " + quality() + " " + noun() + "s?\\b";
      case 2 -> "(?<!\\w)" + amount().replace("$", "\\$").replace(".", "\\.") + "(?!\\w)";
      case 3 -> "(?<!\\w)" + rate().replace(".", "\\.") + " " + noun() + "(?!\\w)";
      case 4 -> quality() + " " + noun() + " (is|of|will be) \\d+(\\.\\d+)? ?(%|percent)";
      case 5 -> noun() + " (number|code) (is |ends in )?\\d{4,}";
      case 6 -> "\\bI('ll| will| can) " + verb() + " .{0,20}" + noun();
      case 7 -> "(this|the) " + noun() + " (may|will) be " + verb() + "(ed)?";
      case 8 -> "\\b" + quality() + "(ly)?\\s+" + quality() + "\\s+" + noun();
      case 9 -> "(?<!\\S)" + noun() + "\\s+(of|for)\\s+\\$\\d[\\d,.]*(?=\\s|$)";
      case 10 -> "(never|always|definitely) " + verb() + "(s|ed)? (a|the|any) " + noun();
      default -> opening() + " (can|could|should) " + verb() + " \\w+ " + noun() + "\\b";
    };
  }

  private String verb() {
    return one(VERBS);
  }

  private String noun() {
    return one(NOUNS);
  }

  private String quality() {
    return one(QUALITIES);
  }

  private String opening() {
    return one(OPENINGS);
  }

  private String amount() {
    return "$%d,%03d.%02d"
        .formatted(1 + random.nextInt(9), random.nextInt(1000), random.nextInt(100));
  }

  private String rate() {
    return "%d.%d%%".formatted(random.nextInt(30), random.nextInt(100));
  }

  private String one(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private static List<String> words(String text) {
    return new ArrayList<>(List.of(text.split(" ", -1)));
  }
}
