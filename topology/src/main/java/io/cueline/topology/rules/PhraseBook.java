package io.cueline.topology.rules;

import io.cueline.topology.rules.Hit.Role;
import io.cueline.topology.text.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * All phrases of all rules, found together: one pass over a text finds what each phrase must have
 * there, only such phrases are tried. Immutable, thread-safe.
 */
final class PhraseBook {

  /** A phrase of a rule. */
  record Entry(Rule rule, Role role, int index, Phrase phrase) {

    /** As in the rule file. */
    String text() {
      List<String> phrases =
          role == Role.AFTER
                  && rule instanceof RequiredRule required
                  && required.after() instanceof After.Heard heard
              ? heard.phrases()
              : rule.phrases();
      return phrases.get(index);
    }

    boolean admits(Reading reading) {
      return PhraseBook.admits(rule, phrase, reading);
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final PhraseIndex index;
  private final PartialPhrases partial;
  private final Map<String, List<Phrase>> unless = new HashMap<>();

  /**
   * @throws PhraseRefusal for a phrase that cannot be compiled
   */
  PhraseBook(List<Rule> rules) throws PhraseRefusal {
    for (Rule rule : rules) {
      add(rule, Role.PHRASE, rule.phrases());
      if (rule instanceof RequiredRule required && required.after() instanceof After.Heard heard) {
        add(rule, Role.AFTER, heard.phrases());
      }
      if (!rule.unless().isEmpty()) {
        List<Phrase> compiled = new ArrayList<>();
        for (String phrase : rule.unless()) {
          compiled.add(PhraseCompiler.compile(phrase));
        }
        unless.put(rule.id(), List.copyOf(compiled));
      }
    }
    List<Phrase> phrases = entries.stream().map(Entry::phrase).toList();
    partial = new PartialPhrases(phrases);
    index = new PhraseIndex(phrases, partial.texts());
  }

  /**
   * Finds the phrases in all readings of a text.
   *
   * @param nearly also those of which most is there
   * @param quick false tries each phrase on each reading, for comparison
   */
  Findings find(List<Reading> readings, boolean nearly, boolean quick) {
    Findings findings = new Findings();
    for (Reading reading : readings) {
      if (quick || nearly) {
        index.search(reading.text().text(), new Found(reading, findings, nearly, quick));
      }
      for (int entry = 0; entry < entries.size() && !quick; entry++) {
        tryOut(entry, reading, findings, false);
      }
    }
    return findings;
  }

  /** Where a rule's {@code unless} phrases are, in offsets of the text as said. */
  Unless unless(Rule rule, List<Reading> readings, boolean quick) {
    List<Findings.Span> spans = new ArrayList<>();
    List<String> undecided = new ArrayList<>();
    List<Phrase> phrases = unless.getOrDefault(rule.id(), List.of());
    for (int index = 0; index < phrases.size(); index++) {
      Findings findings = new Findings();
      boolean decided = true;
      for (Reading reading : readings) {
        if (admits(rule, phrases.get(index), reading)) {
          String text = reading.text().text();
          SpanSink sink = findings.of(index, reading);
          decided &= find(phrases.get(index), text, () -> findings.steps(0), sink, quick);
        }
      }
      spans.addAll(findings.spans());
      if (!decided) {
        undecided.add(rule.unless().get(index));
      }
    }
    return new Unless(rule, spans, undecided);
  }

  /**
   * What would void a rule's hits.
   *
   * @param undecided phrases that were too much work
   */
  record Unless(Rule rule, List<Findings.Span> spans, List<String> undecided) {
    boolean voids(Findings.Span hit) {
      return spans.stream().anyMatch(it -> it.start() < hit.end() && hit.start() < it.end());
    }
  }

  /** An entry that was too much work. */
  Matches.Undecided undecided(int entry) {
    Entry found = entries.get(entry);
    return new Matches.Undecided(found.rule(), found.text());
  }

  /** A found phrase as a hit. */
  Hit hit(int entry, int start, int end, boolean voided) {
    Entry found = entries.get(entry);
    return new Hit(found.rule(), found.role(), found.index(), start, end, voided);
  }

  Rule rule(int entry) {
    return entries.get(entry).rule();
  }

  boolean hasUnless(int entry) {
    return entries.get(entry).role() == Role.PHRASE && !rule(entry).unless().isEmpty();
  }

  private static boolean admits(Rule rule, Phrase phrase, Reading reading) {
    return (reading.asSaid() || !rule.keepDisfluencies())
        && !(reading.spaced() && phrase instanceof Phrase.Expression);
  }

  private void add(Rule rule, Role role, List<String> phrases) throws PhraseRefusal {
    for (int index = 0; index < phrases.size(); index++) {
      Phrase compiled = PhraseCompiler.compile(phrases.get(index), rule.tolerance());
      entries.add(new Entry(rule, role, index, compiled));
    }
  }

  private void tryOut(int entry, Reading reading, Findings findings, boolean quick) {
    if (entries.get(entry).admits(reading)) {
      Phrase phrase = entries.get(entry).phrase();
      String text = reading.text().text();
      SpanSink sink = findings.of(entry, reading);
      if (!find(phrase, text, () -> findings.steps(entry), sink, quick)) {
        findings.giveUp(entry);
      }
    }
  }

  private static boolean find(
      Phrase phrase, String text, Supplier<Steps> steps, SpanSink sink, boolean quick) {
    return quick ? phrase.find(text, steps, sink) : phrase.findCarefully(text, steps, sink);
  }

  /** Takes what the index finds in a reading. */
  private final class Found implements PhraseIndex.Sink {
    private final Reading reading;
    private final Findings findings;
    private final boolean nearly;
    private final boolean quick;
    private final PartialPhrases.Said said;

    Found(Reading reading, Findings findings, boolean nearly, boolean quick) {
      this.reading = reading;
      this.findings = findings;
      this.nearly = nearly;
      this.quick = quick;
      this.said = partial.in(reading.text().text(), this::nearly);
    }

    @Override
    public void form(int entry, Phrase.Words words, String form, int start) {
      if (quick && entries.get(entry).admits(reading)) {
        words.verify(reading.text().text(), start, form, findings.of(entry, reading));
      }
    }

    @Override
    public void candidate(int entry) {
      if (quick) {
        tryOut(entry, reading, findings, true);
      }
    }

    @Override
    public void half(int half, int start) {
      if (nearly) {
        said.verify(half, start);
      }
    }

    private void nearly(int entry, int start, int end) {
      if (entries.get(entry).admits(reading)) {
        findings.addNearly(
            new Findings.Span(
                entry, reading.text().sourceStart(start), reading.text().sourceEnd(end)));
      }
    }
  }
}
