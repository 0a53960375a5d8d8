package io.cueline.topology.rules;

import io.cueline.topology.rules.PatternNode.Blank;
import io.cueline.topology.rules.PatternNode.Choice;
import io.cueline.topology.rules.PatternNode.Empty;
import io.cueline.topology.rules.PatternNode.Group;
import io.cueline.topology.rules.PatternNode.Literal;
import io.cueline.topology.rules.PatternNode.Look;
import io.cueline.topology.rules.PatternNode.OneOf;
import io.cueline.topology.rules.PatternNode.Repeat;
import io.cueline.topology.rules.PatternNode.Sequence;
import io.cueline.topology.text.Characters;
import io.cueline.topology.text.Normaliser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Derives from a regular expression sets of literal pieces: each match contains at least one piece
 * of every set, as RE2's prefilter has it.
 */
final class RequiredPieces {

  private static final int MOST_EXACT = 64;
  private static final int MOST_PIECES = 96;
  private static final int LONGEST = 24;
  private static final int SHORTEST = 2;
  private static final int MOST_SETS = 8;

  /**
   * What is known of a part.
   *
   * @param exact all that it can match; empty for unknown
   * @param sets each match contains one of each of these
   */
  private record Known(Set<String> exact, List<Set<String>> sets) {
    static final Known NOTHING = new Known(Set.of(), List.of());
    static final Known EMPTY = new Known(Set.of(""), List.of());

    static Known exactly(Set<String> texts) {
      return new Known(texts, List.of());
    }

    /** The best set of pieces, empty where there is none. */
    Set<String> pieces() {
      Set<String> best = exact;
      for (Set<String> set : sets) {
        best = better(set, best);
      }
      return best;
    }

    /** All that is known of its pieces. */
    List<Set<String>> all() {
      return exact.isEmpty() ? sets : List.of(exact);
    }
  }

  private RequiredPieces() {}

  /** In normalised form; empty where every text must be tried. */
  static List<Set<String>> of(PatternNode pattern) {
    return know(pattern).all().stream()
        .filter(RequiredPieces::isWorthLookingFor)
        .sorted(Comparator.comparingInt(RequiredPieces::quality).reversed())
        .limit(MOST_SETS)
        .map(Set::copyOf)
        .toList();
  }

  /** Short pieces are in every text, but for rare characters such as %. */
  private static boolean isWorthLookingFor(Set<String> pieces) {
    return !pieces.isEmpty()
        && pieces.stream().allMatch(piece -> piece.length() >= SHORTEST || hasRareCharacter(piece));
  }

  private static boolean hasRareCharacter(String piece) {
    return piece.chars().anyMatch(each -> !Characters.isWord(each) && " .,'-".indexOf(each) < 0);
  }

  private static Known know(PatternNode node) {
    return switch (node) {
      case Literal literal -> character(literal.codePoint());
      case OneOf oneOf -> oneOf(oneOf.choices());
      case Blank blank -> Known.exactly(Set.of(" "));
      case Empty empty -> Known.EMPTY;
      case Look look -> Known.EMPTY;
      case Group group -> know(group.body());
      case Sequence sequence -> sequence(sequence.items());
      case Choice choice -> choice(choice.options());
      case Repeat repeat -> repeat(repeat);
    };
  }

  private static Known character(int codePoint) {
    if (codePoint == ' ') {
      return Known.exactly(Set.of(" "));
    }
    String folded = Normaliser.normalise(Character.toString(codePoint)).text();
    boolean same = folded.equals(Character.toString(codePoint).toLowerCase(java.util.Locale.ROOT));
    return same && !folded.isEmpty() ? Known.exactly(Set.of(folded)) : Known.NOTHING;
  }

  private static Known oneOf(List<Integer> choices) {
    Set<String> exact = new LinkedHashSet<>();
    for (int choice : choices) {
      Set<String> one = character(choice).exact();
      if (one.isEmpty()) {
        return Known.NOTHING;
      }
      exact.addAll(one);
    }
    return Known.exactly(exact);
  }

  private static Known sequence(List<PatternNode> items) {
    Set<String> run = Set.of("");
    List<Set<String>> sets = new ArrayList<>();
    boolean whole = true;
    for (PatternNode item : items) {
      Known known = know(item);
      Set<String> longer = known.exact().isEmpty() ? Set.of() : product(run, known.exact());
      if (!longer.isEmpty()) {
        run = longer;
        continue;
      }
      whole = false;
      add(sets, run);
      known.sets().forEach(set -> add(sets, set));
      run = known.exact().isEmpty() ? Set.of("") : known.exact();
    }
    if (whole) {
      return Known.exactly(run);
    }
    add(sets, run);
    return new Known(Set.of(), sets);
  }

  private static void add(List<Set<String>> sets, Set<String> pieces) {
    if (quality(pieces) > 0) {
      sets.add(pieces);
    }
  }

  /** Empty where it would be too many or too long. */
  private static Set<String> product(Set<String> heads, Set<String> tails) {
    Set<String> product = new LinkedHashSet<>();
    for (String head : heads) {
      for (String tail : tails) {
        product.add(head + tail);
        if (product.size() > MOST_EXACT || head.length() + tail.length() > LONGEST) {
          return Set.of();
        }
      }
    }
    return product;
  }

  private static Known choice(List<PatternNode> options) {
    Set<String> exact = new LinkedHashSet<>();
    Set<String> anyOf = new LinkedHashSet<>();
    boolean allExact = true;
    boolean allPieces = true;
    for (PatternNode option : options) {
      Known known = know(option);
      allExact &= !known.exact().isEmpty();
      exact.addAll(known.exact());
      allPieces &= quality(known.pieces()) > 0;
      anyOf.addAll(known.pieces());
    }
    if (allExact && exact.size() <= MOST_EXACT) {
      return Known.exactly(exact);
    }
    return allPieces && anyOf.size() <= MOST_PIECES
        ? new Known(Set.of(), List.of(anyOf))
        : Known.NOTHING;
  }

  private static Known repeat(Repeat repeat) {
    Known body = know(repeat.body());
    if (repeat.body() instanceof Blank) {
      return repeat.min() == 0 ? Known.exactly(Set.of("", " ")) : body;
    }
    if (repeat.max() == 0) {
      return Known.EMPTY;
    }
    if (repeat.min() == 0) {
      if (repeat.max() > 1 || body.exact().isEmpty()) {
        return Known.NOTHING;
      }
      Set<String> maybe = new LinkedHashSet<>(body.exact());
      maybe.add("");
      return Known.exactly(maybe);
    }
    return repeat.max() == 1 ? body : new Known(Set.of(), body.all());
  }

  private static Set<String> better(Set<String> one, Set<String> other) {
    int difference = quality(one) - quality(other);
    boolean keep = difference > 0 || (difference == 0 && one.size() <= other.size());
    return keep ? one : other;
  }

  /** The length of the shortest; 0 for none. */
  private static int quality(Set<String> pieces) {
    return pieces.stream().mapToInt(String::length).min().orElse(0);
  }
}
