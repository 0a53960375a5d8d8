package io.cueline.topology.rules;

import io.cueline.topology.text.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules in force at one moment, compiled. Immutable, thread-safe, swapped whole. */
public final class RuleSnapshot {

  /** Nothing published yet. */
  public static final RuleSnapshot EMPTY = of(0, EngineSettings.DEFAULT, List.of());

  /** How much of the utterance before is looked at, in UTF-16 units. */
  public static final int TAIL_LENGTH = 200;

  private final long revision;
  private final EngineSettings engine;
  private final List<Rule> rules;
  private final Map<String, Rule> byId;
  private final List<RequiredRule> beginning;
  private final PhraseBook book;
  private final String fingerprint;

  private RuleSnapshot(long revision, EngineSettings engine, List<Rule> rules) {
    this.revision = revision;
    this.engine = engine;
    this.rules = rules;
    this.byId = rules.stream().collect(Collectors.toMap(Rule::id, Function.identity()));
    this.beginning =
        rules.stream()
            .filter(RequiredRule.class::isInstance)
            .map(RequiredRule.class::cast)
            .filter(rule -> rule.after() instanceof After.Start)
            .toList();
    this.fingerprint = fingerprint(engine, rules);
    try {
      this.book = new PhraseBook(rules);
    } catch (PhraseRefusal refusal) {
      // Rules come out of RuleFile, which has compiled each phrase before.
      throw new IllegalArgumentException(refusal.reason(), refusal);
    }
  }

  /**
   * Compiles these rules; those that are off are left out.
   *
   * @throws IllegalArgumentException for a phrase that {@link RuleFile} would have refused
   */
  public static RuleSnapshot of(long revision, EngineSettings engine, List<Rule> rules) {
    return new RuleSnapshot(
        revision,
        engine,
        rules.stream()
            .filter(rule -> rule.mode() != Mode.OFF)
            .sorted(Comparator.comparing(Rule::id))
            .toList());
  }

  /** The number of the publication in force, 0 before the first. */
  public long revision() {
    return revision;
  }

  /**
   * Names exactly these rules and settings, in 16 hexadecimal digits, equal on all instances: a
   * rule that another tool wrote alone changes it, though the revision stays.
   */
  public String fingerprint() {
    return fingerprint;
  }

  private static String fingerprint(EngineSettings engine, List<Rule> rules) {
    StringBuilder text = new StringBuilder(engine.toString());
    for (Rule rule : rules) {
      text.append('\n').append(rule.id()).append(' ').append(rule.version());
      text.append(' ').append(rule.hash());
    }
    return CanonicalJson.hash(text.toString()).substring(0, 16);
  }

  public EngineSettings engine() {
    return engine;
  }

  /** The rules that are decided (live and shadow), by id. */
  public List<Rule> rules() {
    return rules;
  }

  /** Those whose clock starts with the interaction's first utterance. */
  public List<RequiredRule> beginning() {
    return beginning;
  }

  public Optional<Rule> rule(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * Finds every phrase of every rule.
   *
   * @param previousTail the last up to 200 characters of the same speaker's utterance before, when
   *     nobody has spoken in between; else empty
   * @param text the utterance as said
   * @return in {@link Hit#ORDER}; overlapping hits of one phrase are one; each touches {@code text}
   */
  public List<Hit> match(String previousTail, String text) {
    return matches(previousTail, text).hits();
  }

  /** The same with what could not be decided. */
  public Matches matches(String previousTail, String text) {
    return matches(previousTail, text, true);
  }

  /** The same without the index that leaves most phrases untried: what tests compare with. */
  Matches matchSlowly(String previousTail, String text) {
    return matches(previousTail, text, false);
  }

  private Matches matches(String previousTail, String text, boolean quick) {
    List<Reading> readings = Reading.of(text);
    Findings findings = book.find(readings, true, quick);
    String tail = Joint.goingOn(wholeWords(previousTail));
    if (tail.isEmpty()) {
      return result(findings, readings, 0, quick);
    }
    int before = tail.length() + 1;
    List<Reading> joined = Reading.of(tail + " " + Joint.goneOn(text));
    Findings all = new Findings();
    findings.undecided().forEach(all::giveUp);
    for (Findings.Span span : findings.spans()) {
      all.add(new Findings.Span(span.entry(), span.start() + before, span.end() + before));
    }
    for (Findings.Span span : findings.nearly()) {
      all.addNearly(new Findings.Span(span.entry(), span.start() + before, span.end() + before));
    }
    Findings both = book.find(joined, false, quick);
    both.undecided().forEach(all::giveUp);
    for (Findings.Span span : both.spans()) {
      if (span.start() < before && span.end() > before) {
        all.add(span);
      }
    }
    return result(all, joined, before, quick);
  }

  /** A tail that was cut off may begin in the middle of a word. */
  private static String wholeWords(String tail) {
    if (tail.length() < TAIL_LENGTH) {
      return tail;
    }
    return tail.substring(Math.max(0, tail.indexOf(' ')));
  }

  private Matches result(Findings findings, List<Reading> readings, int before, boolean quick) {
    List<Findings.Span> spans = findings.merged();
    List<Findings.Span> near = findings.nearly();
    if (spans.isEmpty() && near.isEmpty() && findings.undecided().isEmpty()) {
      return Matches.NONE;
    }
    List<Matches.Undecided> undecided = new ArrayList<>();
    findings.undecided().forEach(entry -> undecided.add(book.undecided(entry)));
    List<Hit> hits = new ArrayList<>(spans.size());
    Map<String, PhraseBook.Unless> unless = Map.of();
    for (Findings.Span span : spans) {
      boolean voided = false;
      if (book.hasUnless(span.entry())) {
        Rule rule = book.rule(span.entry());
        unless = unless.isEmpty() ? new HashMap<>() : unless;
        voided =
            unless.computeIfAbsent(rule.id(), _ -> book.unless(rule, readings, quick)).voids(span);
      }
      hits.add(book.hit(span.entry(), span.start() - before, span.end() - before, voided));
    }
    unless.forEach(
        (_, found) ->
            found
                .undecided()
                .forEach(phrase -> undecided.add(new Matches.Undecided(found.rule(), phrase))));
    hits.sort(Hit.ORDER);
    List<Hit> nearly = new ArrayList<>(near.size());
    near.forEach(
        it -> nearly.add(book.hit(it.entry(), it.start() - before, it.end() - before, false)));
    nearly.sort(Hit.ORDER);
    return new Matches(hits, nearly, undecided);
  }
}
