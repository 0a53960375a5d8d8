package io.cueline.topology.rules;

import io.cueline.schemas.Severity;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one rule. What is wrong goes to the errors. */
final class RuleReader {

  private static final Set<String> COMMON =
      Set.of(
          "id",
          "kind",
          "speaker",
          "phrases",
          "unless",
          "severity",
          "message",
          "language",
          "mode",
          "min_confidence",
          "tolerance",
          "disfluencies");
  private static final Set<String> PROHIBITED =
      with(COMMON, "distinct", "within", "cooldown", "on_gap");

  /** The tenant's own words (contract, section 5): an id says nothing to an agent. */
  private static final String VIOLATION_MESSAGE =
      "Compliance violation detected. Verify disclosure.";

  private static final Set<String> REQUIRED = with(COMMON, "after", "due", "title");
  private static final Set<String> AFTER = Set.of("speaker", "phrases");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");
  private static final Pattern UTTERANCES =
      Pattern.compile("(\\d{1,6})\\s+utterances?", Pattern.CASE_INSENSITIVE);
  private static final int MOST_PHRASES = 1000;

  private enum Kind {
    PROHIBITED,
    REQUIRED
  }

  private enum Disfluent {
    REMOVE,
    KEEP
  }

  private enum OnGap {
    RESET,
    KEEP
  }

  private final Fields fields;
  private final RuleErrors errors;

  private RuleReader(Fields fields, RuleErrors errors) {
    this.fields = fields;
    this.errors = errors;
  }

  /** Empty, with the reasons in {@code errors}, for a rule that is refused. */
  static Optional<Rule> read(Node node, RuleErrors errors) {
    errors.about(Optional.empty());
    int before = errors.count();
    Optional<Rule> rule =
        Fields.of(node, "a rule", errors).flatMap(fields -> new RuleReader(fields, errors).read());
    errors.about(Optional.empty());
    return errors.count() == before ? rule : Optional.empty();
  }

  private Optional<Rule> read() {
    Optional<String> id = fields.required("id");
    errors.about(id);
    if (id.isPresent() && !ID.matcher(id.get()).matches()) {
      errors.add(
          fields.lineOf("id"),
          "an id of other than letters, digits, '.', '-' and '_', at most 100",
          "write words with dashes, such as no-guarantees");
    }
    int before = errors.count();
    fields.required("kind");
    Kind kind = fields.choice("kind", Kind.class, Kind.PROHIBITED);
    if (errors.count() == before) {
      fields.allow(
          kind == Kind.PROHIBITED ? PROHIBITED : REQUIRED,
          "a " + kind.name().toLowerCase(Locale.ROOT) + " rule");
    }
    List<String> phrases = phrases(fields, "phrases", true);
    Optional<Rule> rule =
        phrases.isEmpty() || id.isEmpty()
            ? Optional.empty()
            : Optional.of(head(id.get(), kind, phrases)).flatMap(head -> rule(kind, head));
    return errors.count() == before ? rule.map(RuleWriter::sealed) : Optional.empty();
  }

  private RuleHead head(String id, Kind kind, List<String> phrases) {
    Optional<String> language = fields.text("language");
    if (language.isPresent() && !LANGUAGE.matcher(language.get()).matches()) {
      errors.add(
          fields.lineOf("language"),
          "language cannot be '%s'".formatted(RuleErrors.quote(language.get())),
          "write a tag such as en or en-GB");
    }
    String otherwise = kind == Kind.REQUIRED ? fields.text("title").orElse(id) : VIOLATION_MESSAGE;
    return new RuleHead(
        id,
        0,
        "",
        "",
        fields.choice("speaker", SpeakerScope.class, SpeakerScope.AGENT),
        fields.choice("mode", Mode.class, Mode.LIVE),
        language,
        fields.number("min_confidence", 0, 1, 0, "a number from 0 to 1"),
        fields.choice("disfluencies", Disfluent.class, Disfluent.REMOVE) == Disfluent.KEEP,
        phrases,
        phrases(fields, "unless", false),
        fields.choice("severity", Severity.class, Severity.MEDIUM),
        fields.text("message").orElse(otherwise),
        whole("tolerance", 0, 2, 0, "0, 1 or 2"));
  }

  private Optional<Rule> rule(Kind kind, RuleHead head) {
    return switch (kind) {
      case PROHIBITED -> Optional.of(prohibited(head));
      case REQUIRED -> required(head);
    };
  }

  private Rule prohibited(RuleHead head) {
    int distinct = whole("distinct", 1, 1000, 2, "a number from 1 to 1000");
    if (distinct > head.phrases().size()) {
      errors.warn(
          fields.lineOf("distinct"),
          "needs %d different phrases and has %d: it never fires"
              .formatted(distinct, head.phrases().size()),
          "add phrases, or write distinct: 1");
    }
    Optional<Duration> within = fields.duration("within");
    if (within.isPresent() && !within.get().isPositive()) {
      errors.add(fields.lineOf("within"), "within must be more than 0", "leave it out for ever");
      within = Optional.empty();
    }
    boolean keep = fields.choice("on_gap", OnGap.class, OnGap.RESET) == OnGap.KEEP;
    return new ProhibitedRule(head, distinct, within, cooldown(), keep);
  }

  private int whole(String name, int least, int most, int otherwise, String what) {
    double value = fields.number(name, least, most, otherwise, what);
    if (value != Math.rint(value)) {
      errors.add(fields.lineOf(name), "%s cannot be '%s'".formatted(name, value), "write " + what);
    }
    return (int) value;
  }

  private Cooldown cooldown() {
    Optional<String> text = fields.text("cooldown");
    if (text.isEmpty()) {
      return new Cooldown.Utterances(1);
    }
    OptionalInt utterances = utterances("cooldown", fields.lineOf("cooldown"), text.get());
    if (utterances.isPresent()) {
      return new Cooldown.Utterances(utterances.getAsInt());
    }
    return new Cooldown.Time(fields.duration("cooldown").orElse(Duration.ZERO));
  }

  private Optional<Rule> required(RuleHead head) {
    Optional<After> after = after();
    Optional<Due> due = due();
    String title = fields.text("title").filter(text -> !text.isEmpty()).orElse(head.id());
    return after.isEmpty() || due.isEmpty()
        ? Optional.empty()
        : Optional.of(new RequiredRule(head, after.get(), due.get(), title));
  }

  private Optional<After> after() {
    Optional<Node> node = fields.node("after");
    if (node.isPresent() && node.get() instanceof MappingNode) {
      return Fields.of(node.get(), "after", errors)
          .flatMap(
              trigger -> {
                trigger.allow(AFTER, "after");
                SpeakerScope speaker =
                    trigger.choice("speaker", SpeakerScope.class, SpeakerScope.ANY);
                List<String> phrases = phrases(trigger, "phrases", true);
                return phrases.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new After.Heard(speaker, phrases));
              });
    }
    Optional<String> text = fields.text("after");
    if (text.isEmpty() || text.get().equalsIgnoreCase("start")) {
      return Optional.of(new After.Start());
    }
    errors.add(
        fields.lineOf("after"),
        "after cannot be '%s'".formatted(RuleErrors.quote(text.get())),
        "write start, or {speaker: any, phrases: [...]}");
    return Optional.empty();
  }

  private Optional<Due> due() {
    List<Fields.Line> texts = fields.texts("due");
    Optional<Duration> time = Optional.empty();
    OptionalInt count = OptionalInt.empty();
    int before = errors.count();
    for (Fields.Line text : texts) {
      OptionalInt utterances = utterances("due", text.line(), text.text());
      if (utterances.isPresent() && count.isEmpty()) {
        count = utterances;
      } else if (utterances.isEmpty() && time.isEmpty()) {
        time = fields.duration("due", text.line(), text.text());
      } else {
        errors.add(text.line(), "due has two of a kind", "write [30s, \"3 utterances\"] at most");
      }
    }
    if (time.isPresent() && !time.get().isPositive()) {
      errors.add(fields.lineOf("due"), "due must be more than 0", "write 30s or \"3 utterances\"");
    }
    if (texts.isEmpty() && errors.count() == before) {
      errors.add(fields.line(), "field 'due' is missing", "write 30s or \"3 utterances\"");
    }
    return errors.count() == before ? Optional.of(new Due(time, count)) : Optional.empty();
  }

  private OptionalInt utterances(String name, int line, String text) {
    Matcher matcher = UTTERANCES.matcher(text);
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    int count = Integer.parseInt(matcher.group(1));
    if (count < 1) {
      errors.add(line, name + " of no utterances", "write \"1 utterance\" or more");
    }
    return OptionalInt.of(Math.max(1, count));
  }

  private List<String> phrases(Fields from, String name, boolean needed) {
    int before = errors.count();
    List<Fields.Line> lines = from.texts(name);
    if (lines.size() > MOST_PHRASES) {
      errors.add(lines.getFirst().line(), "more than %d %s".formatted(MOST_PHRASES, name), "");
      return List.of();
    }
    Set<String> seen = new HashSet<>();
    for (Fields.Line line : lines) {
      if (!seen.add(line.text().toLowerCase(Locale.ROOT))) {
        errors.add(
            line.line(),
            "phrase '%s' is given twice".formatted(RuleErrors.quote(line.text())),
            "leave one of them out");
      }
      try {
        PhraseCompiler.compile(line.text());
      } catch (PhraseRefusal refusal) {
        errors.add(
            line.line(),
            "%s '%s': %s".formatted(name, RuleErrors.quote(line.text()), refusal.reason()),
            refusal.suggestion());
      }
    }
    if (needed && lines.isEmpty() && errors.count() == before) {
      errors.add(from.lineOf(name), "no phrases", "write phrases: [guarantee, \"risk free\"]");
    }
    return lines.stream().map(Fields.Line::text).toList();
  }

  private static Set<String> with(Set<String> names, String... more) {
    Set<String> all = new HashSet<>(names);
    all.addAll(Set.of(more));
    return Set.copyOf(all);
  }
}
