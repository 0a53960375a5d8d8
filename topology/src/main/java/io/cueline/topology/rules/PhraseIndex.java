package io.cueline.topology.rules;

import io.cueline.topology.text.Characters;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which phrases may be in a text: phrases of words by their words, expressions by the rarest
 * of what each match must contain. Immutable, thread-safe.
 */
final class PhraseIndex {

  /** Takes what may be there. */
  interface Sink {
    /** This form of the phrase stands there, perhaps not as whole words. */
    void form(int entry, Phrase.Words words, String form, int start);

    /** This expression or tolerant phrase must be tried. Once for each text. */
    void candidate(int entry);
  }

  /** A way of writing a phrase of words. */
  private record Form(int entry, Phrase.Words words, String text) {}

  private final List<Phrase> phrases;
  private final List<Form> forms = new ArrayList<>();
  private final WordIndex words;

  /** Whom a piece calls: forms of phrases as such, and expressions. */
  private record Call(List<Form> forms, List<Integer> expressions) {}

  private final List<Call> calls;
  private final PieceIndex pieces;
  private final NearWordIndex nearWords = new NearWordIndex();

  /** Expressions to be tried on every text, and on every one with digits. */
  private final List<Integer> always = new ArrayList<>();

  private final List<Integer> onDigits = new ArrayList<>();

  /**
   * @param phrases the place of each is its entry
   */
  PhraseIndex(List<Phrase> phrases) {
    this.phrases = List.copyOf(phrases);
    Rarity rarity = new Rarity();
    for (Phrase phrase : phrases) {
      if (phrase instanceof Phrase.Expression expression) {
        rarity.add(expression.pieces().stream().flatMap(Set::stream).toList());
      }
    }
    Map<String, Call> byPiece = new LinkedHashMap<>();
    for (int entry = 0; entry < phrases.size(); entry++) {
      switch (phrases.get(entry)) {
        case Phrase.Words literal -> enter(byPiece, entry, literal);
        case Tolerant tolerant -> enter(byPiece, entry, tolerant);
        case Phrase.Expression expression -> enter(byPiece, entry, expression, rarity);
      }
    }
    words = new WordIndex(forms.stream().map(Form::text).toList());
    pieces = new PieceIndex(List.copyOf(byPiece.keySet()), rarity);
    calls = List.copyOf(byPiece.values());
    nearWords.sealed();
  }

  void search(String text, Sink sink) {
    words.search(
        text,
        (form, start) -> {
          Form found = forms.get(form);
          if (text.startsWith(found.text(), start)) {
            sink.form(found.entry(), found.words(), found.text(), start);
          }
        });
    Candidates candidates = new Candidates();
    pieces.search(
        text,
        (piece, start) -> {
          Call call = calls.get(piece);
          for (Form form : call.forms()) {
            sink.form(form.entry(), form.words(), form.text(), start);
          }
          candidates.add(call.expressions());
        });
    nearWords.search(text, candidates::add);
    candidates.add(always);
    if (!onDigits.isEmpty() && hasDigit(text)) {
      candidates.add(onDigits);
    }
    candidates.report(text, sink);
  }

  private void enter(Map<String, Call> byPiece, int entry, Phrase.Words literal) {
    for (String text : literal.forms()) {
      Form form = new Form(entry, literal, text);
      // Only whole words are found by words.
      if (literal.anyEnding() || WordIndex.wordEnds(text).isEmpty()) {
        call(byPiece, text).forms().add(form);
      } else {
        forms.add(form);
      }
    }
  }

  private void enter(Map<String, Call> byPiece, int entry, Tolerant tolerant) {
    for (int index = 0; index < tolerant.forms().size(); index++) {
      Tolerant.Form form = tolerant.forms().get(index);
      int anchor = form.anchor();
      if (anchor >= 0) {
        nearWords.add(form.words().get(anchor), form.edits().get(anchor), entry);
      } else {
        call(byPiece, tolerant.exact().forms().get(index)).expressions().add(entry);
      }
    }
  }

  private void enter(
      Map<String, Call> byPiece, int entry, Phrase.Expression expression, Rarity rarity) {
    Set<String> cheapest = Set.of();
    long least = Long.MAX_VALUE;
    for (Set<String> set : expression.pieces()) {
      long cost = PieceIndex.cost(set, rarity);
      if (cost < least) {
        least = cost;
        cheapest = set;
      }
    }
    if (cheapest.isEmpty()) {
      (expression.digits() ? onDigits : always).add(entry);
    }
    for (String piece : cheapest) {
      call(byPiece, piece).expressions().add(entry);
    }
  }

  private static Call call(Map<String, Call> byPiece, String piece) {
    return byPiece.computeIfAbsent(piece, _ -> new Call(new ArrayList<>(), new ArrayList<>()));
  }

  private static boolean hasDigit(String text) {
    for (int index = 0; index < text.length(); index++) {
      if (Characters.isDigit(text.charAt(index))) {
        return true;
      }
    }
    return false;
  }

  /** Expressions to try, each once. Nothing is made where there are none. */
  private final class Candidates {
    private @Nullable BitSet entries;

    void add(List<Integer> more) {
      for (int entry : more) {
        add(entry);
      }
    }

    void add(int entry) {
      BitSet set = entries == null ? new BitSet() : entries;
      entries = set;
      set.set(entry);
    }

    void report(String text, Sink sink) {
      BitSet set = entries;
      if (set == null) {
        return;
      }
      for (int entry = set.nextSetBit(0); entry >= 0; ) {
        boolean may =
            switch (phrases.get(entry)) {
              case Phrase.Words words -> true;
              case Tolerant tolerant -> true;
              case Phrase.Expression expression ->
                  (!expression.digits() || hasDigit(text)) && expression.mayBeIn(text);
            };
        if (may) {
          sink.candidate(entry);
        }
        entry = set.nextSetBit(entry + 1);
      }
    }
  }
}
