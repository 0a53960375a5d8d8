package io.cueline.topology.rules;

import io.cueline.topology.rules.Hit.Role;
import io.cueline.topology.text.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All phrases of all rules, found together: one pass over a text finds what each phrase must have
 * there, only such phrases are tried. Immutable, thread-safe.
 */
final class PhraseBook {

  /** A phrase of a rule. */
  record Entry(Rule rule, Role role, int index, Phrase phrase) {

    boolean admits(Reading reading) {
      return reading.asSaid() || !rule.keepDisfluencies();
    }

    void find(Reading reading, SpanSink sink) {
      if (admits(reading)) {
        phrase.find(reading.text().text(), sink);
      }
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final PhraseIndex index;
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
    index = new PhraseIndex(entries.stream().map(Entry::phrase).toList());
  }

  /**
   * Finds the phrases in all readings of a text.
   *
   * @param quick false tries each phrase on each reading, for comparison
   */
  Findings find(List<Reading> readings, boolean quick) {
    Findings findings = new Findings();
    for (Reading reading : readings) {
      if (quick) {
        findQuickly(reading, findings);
      } else {
        for (int entry = 0; entry < entries.size(); entry++) {
          entries.get(entry).find(reading, findings.of(entry, reading));
        }
      }
    }
    return findings;
  }

  /** Where the rule's {@code unless} phrases are, in offsets of the text as said. */
  List<int[]> unless(Rule rule, List<Reading> readings) {
    List<int[]> spans = new ArrayList<>();
    for (Phrase phrase : unless.getOrDefault(rule.id(), List.of())) {
      for (Reading reading : readings) {
        if (reading.asSaid() || !rule.keepDisfluencies()) {
          phrase.find(
              reading.text().text(),
              (start, end) ->
                  spans.add(
                      new int[] {
                        reading.text().sourceStart(start), reading.text().sourceEnd(end)
                      }));
        }
      }
    }
    return spans;
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

  private void add(Rule rule, Role role, List<String> phrases) throws PhraseRefusal {
    for (int index = 0; index < phrases.size(); index++) {
      entries.add(new Entry(rule, role, index, PhraseCompiler.compile(phrases.get(index))));
    }
  }

  private void findQuickly(Reading reading, Findings findings) {
    String text = reading.text().text();
    index.search(
        text,
        new PhraseIndex.Sink() {
          @Override
          public void form(int entry, Phrase.Words words, String form, int start) {
            if (entries.get(entry).admits(reading)) {
              words.verify(text, start, form, findings.of(entry, reading));
            }
          }

          @Override
          public void candidate(int entry) {
            entries.get(entry).find(reading, findings.of(entry, reading));
          }
        });
  }
}
