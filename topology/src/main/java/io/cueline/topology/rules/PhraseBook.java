package io.cueline.topology.rules;

import io.cueline.topology.rules.Hit.Role;
import io.cueline.topology.text.Reading;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All phrases of all rules, found together: one pass over the text finds pieces, only phrases with
 * a piece in the text are tried. Immutable, thread-safe.
 */
final class PhraseBook {

  /** A phrase of a rule. */
  private record Entry(Rule rule, Role role, int index, Phrase phrase) {}

  /** Whom a piece calls: the entry, and the form it begins where that is a phrase of words. */
  private record Call(int entry, String form) {}

  /** A longer piece finds hardly less, and costs memory. */
  private static final int LONGEST_PIECE = 32;

  private final List<Entry> entries = new ArrayList<>();
  private final List<List<Call>> calls = new ArrayList<>();
  private final List<Integer> pieceLengths = new ArrayList<>();
  private final PieceIndex pieces;

  /** Entries that must be tried on every text. */
  private final List<Integer> always = new ArrayList<>();

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
    Map<String, List<Call>> byPiece = new LinkedHashMap<>();
    for (int entry = 0; entry < entries.size(); entry++) {
      call(byPiece, entry);
    }
    calls.addAll(byPiece.values());
    byPiece.keySet().forEach(piece -> pieceLengths.add(piece.length()));
    pieces = new PieceIndex(List.copyOf(byPiece.keySet()));
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
          tryOut(entry, reading, findings);
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

  private void call(Map<String, List<Call>> byPiece, int entry) {
    Phrase phrase = entries.get(entry).phrase();
    Set<String> needed = phrase.pieces();
    if (needed.isEmpty()) {
      always.add(entry);
    }
    for (String piece : needed) {
      String form = phrase instanceof Phrase.Words ? piece : "";
      String cut = piece.substring(0, Math.min(LONGEST_PIECE, piece.length()));
      byPiece.computeIfAbsent(cut, _ -> new ArrayList<>()).add(new Call(entry, form));
    }
  }

  private void findQuickly(Reading reading, Findings findings) {
    String text = reading.text().text();
    BitSet candidates = new BitSet();
    pieces.search(
        text,
        (piece, end) -> {
          int start = end - pieceLengths.get(piece);
          for (Call call : calls.get(piece)) {
            if (!(entries.get(call.entry()).phrase() instanceof Phrase.Words words)) {
              candidates.set(call.entry());
            } else if (admits(call.entry(), reading) && text.startsWith(call.form(), start)) {
              words.verify(text, start, call.form(), findings.of(call.entry(), reading));
            }
          }
        });
    for (int entry = candidates.nextSetBit(0); entry >= 0; ) {
      tryOut(entry, reading, findings);
      entry = candidates.nextSetBit(entry + 1);
    }
    for (int entry : always) {
      tryOut(entry, reading, findings);
    }
  }

  private void tryOut(int entry, Reading reading, Findings findings) {
    if (admits(entry, reading)) {
      entries.get(entry).phrase().find(reading.text().text(), findings.of(entry, reading));
    }
  }

  private boolean admits(int entry, Reading reading) {
    return reading.asSaid() || !entries.get(entry).rule().keepDisfluencies();
  }
}
