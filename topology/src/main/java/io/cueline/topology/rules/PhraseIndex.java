package io.cueline.topology.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /** This half of a phrase may stand there. */
    void half(int half, int start);
  }

  /** A way of writing a phrase of words. */
  private record Form(int entry, Phrase.Words words, String text) {}

  /** Whom a piece calls: forms of phrases as such, and expressions. */
  private record Call(List<Form> forms, List<Integer> expressions) {}

  /** What each entry's matches must contain; nothing for what is no expression. */
  private final RequiredSets[] required;

  /** Phrases to be found by their words. */
  private final Form[] forms;

  /** Forms, and halves of phrases behind them. */
  private final WordIndex words;

  private final PieceIndex pieces;

  /** By piece. */
  private final Form[][] calledForms;

  private final int[][] calledExpressions;
  private final NearWordIndex nearWords = new NearWordIndex();

  /** Expressions to be tried on every text. */
  private final int[] always;

  /**
   * @param phrases the place of each is its entry
   * @param halves of phrases, each of whole words
   */
  PhraseIndex(List<Phrase> phrases, List<String> halves) {
    Rarity rarity = new Rarity();
    for (Phrase phrase : phrases) {
      if (phrase instanceof Phrase.Expression expression) {
        rarity.add(expression.required().sets().stream().flatMap(Set::stream).toList());
      }
    }
    Entering entering = new Entering(rarity);
    required = new RequiredSets[phrases.size()];
    for (int entry = 0; entry < phrases.size(); entry++) {
      required[entry] = RequiredSets.NONE;
      switch (phrases.get(entry)) {
        case Phrase.Words literal -> entering.enter(entry, literal);
        case Tolerant tolerant -> entering.enter(entry, tolerant);
        case Phrase.Expression expression -> {
          required[entry] = expression.required();
          entering.enter(entry, expression);
        }
      }
    }
    forms = entering.forms.toArray(Form[]::new);
    List<String> texts = new ArrayList<>(entering.forms.stream().map(Form::text).toList());
    texts.addAll(halves);
    words = new WordIndex(texts);
    pieces = new PieceIndex(List.copyOf(entering.byPiece.keySet()), rarity);
    List<Call> calls = List.copyOf(entering.byPiece.values());
    calledForms =
        calls.stream().map(call -> call.forms().toArray(Form[]::new)).toArray(Form[][]::new);
    calledExpressions = calls.stream().map(call -> ints(call.expressions())).toArray(int[][]::new);
    always = ints(entering.always);
    nearWords.sealed();
  }

  void search(String text, Sink sink) {
    words.search(
        text,
        (form, start) -> {
          if (form >= forms.length) {
            sink.half(form - forms.length, start);
            return;
          }
          Form found = forms[form];
          if (text.startsWith(found.text(), start)) {
            sink.form(found.entry(), found.words(), found.text(), start);
          }
        });
    Candidates candidates = new Candidates();
    pieces.search(
        text,
        (piece, start) -> {
          for (Form form : calledForms[piece]) {
            sink.form(form.entry(), form.words(), form.text(), start);
          }
          candidates.add(calledExpressions[piece]);
        });
    nearWords.search(text, candidates::add);
    candidates.add(always);
    candidates.report(text, sink);
  }

  /** Enters phrases, each where it is looked for. */
  private final class Entering {
    private final Rarity rarity;
    private final List<Form> forms = new ArrayList<>();
    private final Map<String, Call> byPiece = new LinkedHashMap<>();
    private final List<Integer> always = new ArrayList<>();

    Entering(Rarity rarity) {
      this.rarity = rarity;
    }

    void enter(int entry, Phrase.Words literal) {
      for (String text : literal.forms()) {
        Form form = new Form(entry, literal, text);
        // Only whole words are found by words.
        if (literal.anyEnding() || WordIndex.wordEnds(text).isEmpty()) {
          call(text).forms().add(form);
        } else {
          forms.add(form);
        }
      }
    }

    void enter(int entry, Tolerant tolerant) {
      for (int index = 0; index < tolerant.forms().size(); index++) {
        Tolerant.Form form = tolerant.forms().get(index);
        int anchor = form.anchor();
        if (anchor >= 0) {
          nearWords.add(form.words().get(anchor), form.edits().get(anchor), entry);
        } else {
          call(tolerant.exact().forms().get(index)).expressions().add(entry);
        }
      }
    }

    void enter(int entry, Phrase.Expression expression) {
      Set<String> cheapest = Set.of();
      long least = Long.MAX_VALUE;
      for (Set<String> set : expression.required().sets()) {
        long cost = PieceIndex.cost(set, rarity);
        if (cost < least) {
          least = cost;
          cheapest = set;
        }
      }
      if (cheapest.isEmpty()) {
        always.add(entry);
      }
      for (String piece : cheapest) {
        call(piece).expressions().add(entry);
      }
    }

    private Call call(String piece) {
      return byPiece.computeIfAbsent(piece, _ -> new Call(new ArrayList<>(), new ArrayList<>()));
    }
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Expressions to try, each once. */
  private final class Candidates {
    private int[] entries = {};
    private int size;

    void add(int[] more) {
      for (int entry : more) {
        add(entry);
      }
    }

    void add(int entry) {
      if (size == entries.length) {
        makeRoom();
      }
      entries[size++] = entry;
    }

    /** A long text may say the same word a thousand times. */
    private void makeRoom() {
      dropRepetitions();
      if (size * 2 >= entries.length) {
        entries = Arrays.copyOf(entries, Math.max(16, size * 2));
      }
    }

    private void dropRepetitions() {
      Arrays.sort(entries, 0, size);
      int kept = 0;
      for (int index = 0; index < size; index++) {
        if (kept == 0 || entries[index] != entries[kept - 1]) {
          entries[kept++] = entries[index];
        }
      }
      size = kept;
    }

    void report(String text, Sink sink) {
      if (size == 0) {
        return;
      }
      dropRepetitions();
      Trigrams trigrams = new Trigrams(text);
      for (int index = 0; index < size; index++) {
        if (required[entries[index]].mayBeIn(trigrams)) {
          sink.candidate(entries[index]);
        }
      }
    }
  }
}
